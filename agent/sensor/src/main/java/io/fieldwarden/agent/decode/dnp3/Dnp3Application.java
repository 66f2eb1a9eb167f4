package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application layer of one connection (clause 4): pairs responses with requests, confirmations with responses. */
final class Dnp3Application {
    private static final int REQUEST_HEADER = 2;
    private static final int RESPONSE_HEADER = 4;
    private static final int FIRST = 0x80;
    private static final int FINAL = 0x40;
    private static final int CONFIRM = 0x20;
    private static final int UNSOLICITED = 0x10;

    /** An unsolicited response that asks for a confirmation. */
    private record Unconfirmed(
            int outstation, int client, int sequence, Operation operation, Direction from, long atNanos) {}

    private final Dnp3Facts facts;
    private final Dnp3Limits limits;
    private final Dnp3Headers headers = new Dnp3Headers();
    private final Dnp3Values values;
    private final Dnp3Controls controls;
    private final Dnp3Operations operations;
    private final Dnp3Selections selections;
    private final Dnp3Identities identities;
    private final List<Dnp3Exchange> open = new ArrayList<>(2);
    private final ArrayDeque<Unconfirmed> unconfirmed = new ArrayDeque<>(2);
    private final Dnp3Summary alone;
    private @Nullable Dnp3Exchange spare;
    /** Whether every message since the last gap was seen, so that one that misses another means something. */
    private boolean seesAll;

    Dnp3Application(Dnp3Facts facts, Dnp3Repeats repeats, Dnp3Limits limits, boolean midstream) {
        this.facts = facts;
        this.limits = limits;
        values = new Dnp3Values(facts, limits);
        controls = new Dnp3Controls(limits, values);
        operations = new Dnp3Operations(facts, repeats, limits, controls, values);
        selections = new Dnp3Selections(facts, limits);
        identities = new Dnp3Identities(facts, limits);
        alone = new Dnp3Summary(limits);
        seesAll = !midstream;
    }

    /** Something is missing: nothing may be expected of what comes next. */
    void torn() {
        seesAll = false;
        selections.forget();
    }

    /** Whether nothing is missing between the segments of a frame's sender. */
    boolean sees(Dnp3Frame frame) {
        return seesAll || frame.size() == 0;
    }

    /** Takes a fragment. */
    void fragment(Dnp3Assembly.Fragment whole, long atNanos) {
        int start = whole.start();
        int end = whole.end();
        byte[] bytes = whole.bytes();
        int function = end - start < REQUEST_HEADER ? 0 : bytes[start + 1] & 0xFF;
        int needed = Dnp3Function.isReply(function) ? RESPONSE_HEADER : REQUEST_HEADER;
        if (end - start < needed) {
            String found = "fragment of " + (end - start) + " bytes, expected at least " + needed;
            facts.anomaly(Dnp3Anomaly.FRAGMENT_TOO_SHORT, found, atNanos);
            return;
        }
        check(whole.frame(), function, atNanos);
        if (Dnp3Function.isReply(function)) {
            response(whole, atNanos);
        } else {
            request(whole, atNanos);
        }
    }

    private void check(Dnp3Frame frame, int function, long atNanos) {
        if (!Dnp3Function.isDefined(function)) {
            String found = "function " + function + ", expected 0 to 33 or 129 to 131";
            facts.anomaly(Dnp3Anomaly.UNKNOWN_FUNCTION, found, atNanos);
        }
        if (frame.fromClient() == Dnp3Function.isReply(function)) {
            String found = Dnp3Function.name(function) + " with direction bit " + (frame.fromClient() ? 1 : 0);
            facts.anomaly(Dnp3Anomaly.DIRECTION_MISMATCH, found + ", expected the other", atNanos);
        }
    }

    private void request(Dnp3Assembly.Fragment whole, long atNanos) {
        int function = whole.function();
        verify(whole.bytes(), whole.objects(), whole.end(), function, atNanos);
        if (function == Dnp3Function.CONFIRM) {
            confirm(whole, atNanos);
            return;
        }
        Dnp3Exchange exchange = take();
        exchange.begin(whole, atNanos);
        selections.request(exchange, seesAll, atNanos);
        boolean group = whole.frame().destination() >= Dnp3Limits.BROADCAST;
        if (group || Dnp3Function.isSilent(function) || (whole.control() & FINAL) == 0) {
            facts.operation(operations.asked(exchange), Outcome.ONE_WAY, whole.from(), atNanos);
            if (Dnp3Function.isControl(function)) {
                commanded(exchange, false, whole.bytes(), 0, 0);
            } else {
                written(exchange);
            }
            spare = exchange;
            return;
        }
        add(exchange, whole, atNanos);
    }

    /** Walks over all objects; tells what is wrong with them and what is known only by its number. */
    private void verify(byte[] bytes, int from, int end, int function, long atNanos) {
        alone.clear();
        headers.over(bytes, from, end, function, limits.headers());
        while (headers.next()) {
            alone.add(headers);
            unknown(atNanos);
        }
        fault(atNanos, alone);
    }

    private void unknown(long atNanos) {
        String unknown = headers.takeUnknown();
        if (!unknown.isEmpty()) {
            facts.anomaly(Dnp3Anomaly.UNKNOWN_OBJECT, unknown, atNanos);
        }
    }

    private void fault(long atNanos, Dnp3Summary summary) {
        if (headers.isCutShort()) {
            summary.add(headers);
        }
        Dnp3Anomaly fault = headers.fault();
        if (fault != null) {
            facts.anomaly(fault, headers.detail(), atNanos);
        }
    }

    private Dnp3Exchange take() {
        Dnp3Exchange exchange = spare;
        spare = null;
        return exchange == null ? new Dnp3Exchange(limits) : exchange;
    }

    private void add(Dnp3Exchange exchange, Dnp3Assembly.Fragment whole, long atNanos) {
        expire(atNanos);
        for (int index = 0; index < open.size(); index++) {
            Dnp3Exchange other = open.get(index);
            if (other.between(exchange.source(), exchange.destination()) && other.isRepeated(whole)) {
                unanswered(index); // asked once more
                break;
            }
        }
        if (open.size() >= limits.outstandingMax()) {
            String found = (open.size() + 1) + " requests open, expected at most " + open.size();
            facts.anomaly(Dnp3Anomaly.TOO_MANY_OUTSTANDING, found, atNanos);
            unanswered(0);
        }
        open.add(exchange);
    }

    private void confirm(Dnp3Assembly.Fragment whole, long atNanos) {
        Dnp3Frame frame = whole.frame();
        facts.operation(operations.alone(whole, alone), Outcome.ONE_WAY, whole.from(), atNanos);
        if ((whole.control() & UNSOLICITED) == 0) {
            return;
        }
        int sequence = whole.sequence();
        for (Iterator<Unconfirmed> all = unconfirmed.iterator(); all.hasNext(); ) {
            Unconfirmed waiting = all.next();
            if (waiting.outstation == frame.destination()
                    && waiting.client == frame.source()
                    && waiting.sequence == sequence) {
                all.remove();
                facts.operation(waiting.operation, Outcome.SUCCEEDED, waiting.from, waiting.atNanos);
                return;
            }
        }
    }

    private void response(Dnp3Assembly.Fragment whole, long atNanos) {
        Dnp3Frame frame = whole.frame();
        int function = whole.function();
        boolean unsolicited = function == Dnp3Function.UNSOLICITED_RESPONSE;
        boolean challenge = function == Dnp3Function.AUTHENTICATE_RESP;
        int index = unsolicited ? -1 : find(frame, whole.control(), challenge);
        Dnp3Exchange exchange = index < 0 ? null : open.get(index);
        Dnp3Summary summary = exchange == null ? alone : exchange.response;
        if (exchange == null) {
            alone.clear();
        }
        values(whole, summary, atNanos);
        identities.finish(frame.source(), whole.from(), atNanos);
        if (exchange != null) {
            answer(exchange, index, whole, atNanos);
            if (!challenge) {
                proven(frame, whole.sequence());
            }
            return;
        }
        Operation operation = operations.alone(whole, alone);
        if (unsolicited && (whole.control() & CONFIRM) != 0) {
            unsolicited(whole, operation, atNanos);
            return;
        }
        facts.operation(operation, Outcome.ONE_WAY, whole.from(), atNanos);
        if (function == Dnp3Function.RESPONSE && seesAll) {
            String found = "response " + whole.sequence() + " from " + frame.source() + " to " + frame.destination();
            facts.anomaly(Dnp3Anomaly.RESPONSE_WITHOUT_REQUEST, found + ", expected an open request", atNanos);
        }
    }

    /** Where the request is that a fragment answers; a challenge answers only what belongs to authentication. */
    private int find(Dnp3Frame frame, int control, boolean challenge) {
        for (int index = 0; index < open.size(); index++) {
            Dnp3Exchange exchange = open.get(index);
            boolean authentication = exchange.function() == Dnp3Function.AUTHENTICATE_REQ;
            if (exchange.between(frame.destination(), frame.source())
                    && exchange.expectedSequence() == (control & 0x0F)
                    && challenge == authentication
                    && (exchange.fragments() == 0) == ((control & FIRST) != 0)) {
                return index;
            }
        }
        return challenge || (control & FIRST) == 0 ? -1 : reply(frame, control & 0x0F);
    }

    /** An authentication request may also be answered by an ordinary response. */
    private int reply(Dnp3Frame frame, int sequence) {
        for (int index = 0; index < open.size(); index++) {
            Dnp3Exchange exchange = open.get(index);
            if (exchange.between(frame.destination(), frame.source()) && exchange.sequence() == sequence) {
                return exchange.fragments() == 0 ? index : -1;
            }
        }
        return -1;
    }

    /** The answer to a challenged request shows that the reply to the challenge was taken. */
    private void proven(Dnp3Frame frame, int sequence) {
        for (int index = 0; index < open.size(); index++) {
            Dnp3Exchange exchange = open.get(index);
            if (exchange.function() == Dnp3Function.AUTHENTICATE_REQ
                    && exchange.between(frame.destination(), frame.source())
                    && exchange.sequence() == sequence) {
                facts.operation(operations.asked(exchange), Outcome.SUCCEEDED, exchange.from(), exchange.atNanos());
                done(index);
                return;
            }
        }
    }

    private void values(Dnp3Assembly.Fragment whole, Dnp3Summary summary, long atNanos) {
        int function = whole.function();
        Way way = function == Dnp3Function.UNSOLICITED_RESPONSE ? Way.REPORTED : Way.READ;
        values.begin(way, atNanos);
        headers.over(whole.bytes(), whole.objects(), whole.end(), function, limits.headers());
        while (headers.next()) {
            summary.add(headers);
            unknown(atNanos);
            if (headers.group() == Dnp3Objects.DEVICE_ATTRIBUTES) {
                identities.collect(headers);
            } else {
                values.tell(headers, whole.frame().source(), summary);
            }
        }
        fault(atNanos, summary);
    }

    private void answer(Dnp3Exchange exchange, int index, Dnp3Assembly.Fragment whole, long atNanos) {
        byte[] bytes = whole.bytes();
        int end = whole.end();
        exchange.answered(whole.indications());
        if ((whole.control() & FINAL) == 0) {
            return;
        }
        int objects = whole.objects();
        Outcome outcome = outcome(exchange, bytes, objects, end);
        Operation operation = operations.answered(exchange, bytes, objects, end);
        facts.operation(operation, outcome, exchange.from(), exchange.atNanos());
        if (Dnp3Function.isControl(exchange.function())) {
            String mismatch = controls.mismatch(exchange, bytes, objects, end);
            if (!mismatch.isEmpty()) {
                facts.anomaly(Dnp3Anomaly.RESPONSE_MISMATCH, mismatch, atNanos);
            }
        }
        if (Dnp3Function.isControl(exchange.function())) {
            commanded(exchange, true, bytes, objects, end);
        } else if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            written(exchange);
        }
        done(index);
    }

    private Outcome outcome(Dnp3Exchange exchange, byte[] reply, int from, int to) {
        int refusals = exchange.indications() & Dnp3Function.Indications.REFUSALS;
        int status = exchange.response.isSpecial() ? controls.refusal(reply, from, to) : 0;
        if (status > 0) {
            return Outcome.refused(status, Dnp3Controls.status(status));
        }
        if (refusals != 0) {
            return Outcome.refused(refusals, Dnp3Function.Indications.names(refusals));
        }
        Outcome other = exchange.response.isSpecial() ? operations.details().refusal(reply, from, to) : null;
        return other == null ? Outcome.SUCCEEDED : other;
    }

    /** Tells what a request wrote, at the time it asked for it. */
    private void written(Dnp3Exchange exchange) {
        if (exchange.function() != Dnp3Function.WRITE) {
            return;
        }
        values.begin(Way.WRITTEN, exchange.atNanos());
        alone.clear();
        headers.over(exchange.request(), REQUEST_HEADER, exchange.length(), Dnp3Function.WRITE, limits.headers());
        while (headers.next()) {
            values.tell(headers, exchange.destination(), alone);
        }
    }

    /** Tells what commands wrote, where they were carried out or nobody says whether they were. */
    private void commanded(Dnp3Exchange exchange, boolean confirmed, byte[] reply, int from, int to) {
        if (exchange.function() != Dnp3Function.SELECT) {
            values.begin(Way.WRITTEN, exchange.atNanos());
            controls.written(exchange, confirmed, reply, from, to);
        }
    }

    private void unsolicited(Dnp3Assembly.Fragment whole, Operation operation, long atNanos) {
        Dnp3Frame frame = whole.frame();
        int sequence = whole.sequence();
        for (Iterator<Unconfirmed> all = unconfirmed.iterator(); all.hasNext(); ) {
            Unconfirmed waiting = all.next();
            if (waiting.outstation == frame.source() && waiting.sequence == sequence) {
                all.remove();
                facts.operation(waiting.operation, Outcome.UNANSWERED, waiting.from, waiting.atNanos);
            }
        }
        if (unconfirmed.size() >= limits.outstandingMax()) {
            unconfirmed(unconfirmed.removeFirst());
        }
        unconfirmed.addLast(
                new Unconfirmed(frame.source(), frame.destination(), sequence, operation, whole.from(), atNanos));
    }

    private void unconfirmed(Unconfirmed waiting) {
        facts.operation(waiting.operation, Outcome.UNANSWERED, waiting.from, waiting.atNanos);
    }

    void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanos()) {
            unanswered(0);
        }
        while (!unconfirmed.isEmpty() && atNanos - unconfirmed.getFirst().atNanos > limits.answerNanos()) {
            unconfirmed(unconfirmed.removeFirst());
        }
    }

    void close() {
        while (!open.isEmpty()) {
            unanswered(0);
        }
        while (!unconfirmed.isEmpty()) {
            unconfirmed(unconfirmed.removeFirst());
        }
    }

    private void unanswered(int index) {
        Dnp3Exchange exchange = open.get(index);
        facts.operation(operations.asked(exchange), Outcome.UNANSWERED, exchange.from(), exchange.atNanos());
        done(index);
    }

    private void done(int index) {
        spare = open.remove(index);
    }
}
