package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.bacnet.BacnetMessage.Part;
import io.fieldwarden.agent.decode.bacnet.BacnetOutstanding.Open;
import io.fieldwarden.agent.decode.bacnet.BacnetRequest.Written;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen.Way;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pairs answers with what was asked and tells both. */
final class BacnetReplies {
    private final BacnetFacts facts;
    private final BacnetOutstanding outstanding;
    private final BacnetProperties properties;
    private final BacnetReports reports;
    private final BacnetParameters parameters;
    private final BacnetLimits limits;
    /** Whether a request was seen at all, so that an answer without one means something. */
    private boolean requestsSeen;

    BacnetReplies(
            BacnetFacts facts, BacnetOutstanding outstanding, BacnetProperties properties, BacnetReports reports) {
        this.facts = facts;
        this.outstanding = outstanding;
        this.properties = properties;
        this.reports = reports;
        this.limits = facts.limits();
        parameters = new BacnetParameters(limits);
    }

    /** A datagram is not known, and may have been a request. */
    void gap() {
        requestsSeen = false;
    }

    /** Takes note of a request. */
    void opened(BacnetMessage message, BacnetRequest request, int invoke, long ends, long askedNanos) {
        requestsSeen = true;
        Open same = outstanding.find(message.from, invoke, ends);
        if (same != null && same.request.choice() != request.choice()) {
            String detail =
                    "invoke id " + invoke + " of " + same.request.operation().name() + " is still open, used by "
                            + request.operation().name();
            facts.anomaly(message, BacnetAnomaly.DUPLICATE_INVOKE_ID, detail);
        }
        if (same != null && same.retries < limits.retriesMax() && same.request.repeats(request)) {
            same.retries++;
            same.aliveNanos = message.atNanos;
            return;
        }
        if (same != null) {
            outstanding.remove(same);
            unanswered(same);
        }
        if (outstanding.isFull()) {
            String detail = (outstanding.size() + 1) + " requests open, expected at most " + outstanding.size();
            facts.anomaly(message, BacnetAnomaly.TOO_MANY_OUTSTANDING, detail);
            unanswered(outstanding.removeOldest());
        }
        outstanding.add(new Open(request, message.from, invoke, ends, askedNanos));
    }

    /** The request an answer belongs to, taken out of the open ones; null if there is none. */
    private @Nullable Open answered(BacnetMessage message, int invoke, int choice) {
        Open open = outstanding.find(message.from.opposite(), invoke, message.npdu.ends(true));
        boolean mismatch = false;
        if (open == null || (choice >= 0 && open.request.choice() != choice)) {
            Open elsewhere = outstanding.findAnywhere(message.from.opposite(), invoke, choice);
            mismatch = open != null && elsewhere == null;
            if (open != null && elsewhere == null) {
                String detail = "invoke id " + invoke + " answered for service " + choice + ", expected "
                        + open.request.choice();
                facts.anomaly(message, BacnetAnomaly.RESPONSE_MISMATCH, detail);
            }
            open = elsewhere;
        }
        if (open != null) {
            outstanding.remove(open);
        } else if (requestsSeen && !mismatch) {
            String detail = "invoke id " + invoke + ": expected an open request";
            facts.anomaly(message, BacnetAnomaly.RESPONSE_WITHOUT_REQUEST, detail);
        }
        return open;
    }

    /** Segments of an answer keep its request open. */
    void alive(BacnetMessage message, int invoke) {
        Open open = outstanding.find(message.from.opposite(), invoke, message.npdu.ends(true));
        if (open != null) {
            open.aliveNanos = message.atNanos;
        }
    }

    /** A positive answer with its parameters. */
    void positive(BacnetMessage message, int invoke, int choice, Part part) {
        Window bytes = part.bytes();
        int at = part.from();
        int end = part.to();
        Open open = answered(message, invoke, choice);
        BacnetService service = BacnetService.of(true, choice);
        List<Attribute> more = new ArrayList<>();
        Points point = null;
        String fault = "";
        if (service == BacnetService.READ_PROPERTY || service == BacnetService.READ_RANGE) {
            boolean one = service == BacnetService.READ_PROPERTY;
            List<Attribute> named = new ArrayList<>();
            fault = parameters.read(
                    one ? BacnetService.WRITE_PROPERTY.request : service.answer(), bytes, at, end, named);
            point = point(message);
            if (one && parameters.object >= 0 && parameters.property >= 0 && parameters.constructed >= 0) {
                reports.read(message, parameters, bytes);
            }
            more.addAll(one && open != null ? List.of() : open == null ? named : beyond(named, open));
        } else if (service == BacnetService.READ_PROPERTY_MULTIPLE) {
            fault = reports.readMultiple(message, part, more) ? "" : "list of objects does not nest";
        } else if (service != null && at < end) {
            fault = parameters.read(service.answer(), bytes, at, end, more);
        }
        if (!fault.isEmpty()) {
            facts.anomaly(message, BacnetAnomaly.BAD_TAG, fault);
        }
        tell(message, open, new Answer(choice, Outcome.SUCCEEDED, more, point));
    }

    private @Nullable Points point(BacnetMessage message) {
        if (parameters.object < 0 || parameters.property < 0) {
            return null;
        }
        String name = properties.name(facts.owner(message, true), parameters.object, (int) parameters.property);
        return BacnetProperties.point(name, parameters.index);
    }

    /** What an answer says beyond what was asked. */
    private static List<Attribute> beyond(List<Attribute> answer, Open open) {
        return answer.stream()
                .filter(attribute ->
                        open.request.operation().attribute(attribute.name()).isEmpty())
                .toList();
    }

    /** An error PDU (20.1.7): class and code. */
    void error(BacnetMessage message, int invoke, int choice, Part part) {
        Outcome outcome = error(part.bytes(), part.from(), part.to());
        tell(message, answered(message, invoke, choice), new Answer(choice, outcome, List.of(), null));
    }

    /** Error class and code, the first two enumerations, wherever they are nested. */
    static Outcome error(Window bytes, int at, int end) {
        BacnetTag tag = new BacnetTag();
        long errorClass = -1;
        while (tag.read(bytes, at, end)) {
            if (tag.isA(BacnetTag.ENUMERATED)) {
                long number = tag.unsigned(bytes);
                if (errorClass >= 0) {
                    String name = BacnetNames.of(BacnetNames.Kind.ERROR_CLASS, errorClass) + ":"
                            + BacnetNames.of(BacnetNames.Kind.ERROR, number);
                    return Outcome.refused((int) number, name);
                }
                errorClass = number;
            }
            at = tag.next;
        }
        return Outcome.refused(0, "error");
    }

    /** A reject or abort of the server (20.1.8, 20.1.9), or an abort of the client. */
    void refused(BacnetMessage message, int invoke, int reason, BacnetNames.Kind kind, boolean byClient) {
        Outcome outcome = Outcome.refused(reason, kind.section + ":" + BacnetNames.of(kind, reason));
        if (byClient) {
            Open open = outstanding.find(message.from, invoke, message.npdu.ends(false));
            if (open != null) {
                outstanding.remove(open);
                facts.operation(asked(open), open.from, outcome, open.askedNanos);
                return;
            }
            List<Attribute> attributes = message.attributes();
            Operation abort = new Operation(BacnetDecoder.PROTOCOL, -1, "abort", Access.SESSION, "", null, attributes);
            facts.operation(abort, message.from, outcome, message.atNanos);
            return;
        }
        tell(message, answered(message, invoke, -1), new Answer(-1, outcome, List.of(), null));
    }

    /** An answer to a virtual link request. */
    void link(BacnetMessage message, Operation answer, int function, Outcome outcome) {
        Open open = outstanding.find(message.from.opposite(), 0x100 + function, 0);
        if (open == null && function == 0) {
            open = anyLink(message);
        }
        if (open == null) {
            facts.operation(answer, message.from, Outcome.ONE_WAY, message.atNanos);
            return;
        }
        outstanding.remove(open);
        List<Attribute> entries = answer.attributes().stream()
                .filter(attribute -> !attribute.name().equals("bvlc_function"))
                .toList();
        facts.operation(with(asked(open), entries), open.from, outcome, open.askedNanos);
    }

    /** A result without fault does not say to what. */
    private @Nullable Open anyLink(BacnetMessage message) {
        for (int function = 1; function <= 0x0C; function++) {
            Open open = outstanding.find(message.from.opposite(), 0x100 + function, 0);
            if (open != null) {
                return open;
            }
        }
        return null;
    }

    /**
     * What an answer says.
     *
     * @param choice service choice, -1 where it does not say
     * @param more attributes beyond those of the request
     * @param point what it is about, if it says so
     */
    private record Answer(
            int choice,
            Outcome outcome,
            List<Attribute> more,
            @Nullable Points point) {}

    private void tell(BacnetMessage message, @Nullable Open open, Answer answer) {
        Outcome outcome = answer.outcome();
        if (open == null) {
            facts.operation(unasked(message, answer), message.from.opposite(), outcome, message.atNanos);
            return;
        }
        Operation asked = asked(open);
        facts.operation(
                answer.more().isEmpty() ? asked : with(asked, answer.more()), open.from, outcome, open.askedNanos);
        if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
            for (Written written : open.request.written()) {
                facts.value(Way.WRITTEN, written, open.askedNanos);
            }
        }
    }

    private static Operation unasked(BacnetMessage message, Answer answer) {
        int choice = answer.choice();
        BacnetService service = choice < 0 ? null : BacnetService.of(true, choice);
        String name =
                service != null ? service.title : choice < 0 ? "confirmed_service" : "confirmed_service_" + choice;
        Access access = service != null ? service.access : choice < 0 ? Access.SESSION : Access.EXECUTE;
        List<Attribute> attributes = message.attributes();
        attributes.addAll(answer.more());
        attributes.add(new Attribute("request", "not seen"));
        return new Operation(BacnetDecoder.PROTOCOL, choice, name, access, "", answer.point(), attributes);
    }

    private static Operation with(Operation asked, List<Attribute> more) {
        List<Attribute> attributes = new ArrayList<>(asked.attributes());
        attributes.addAll(more);
        return new Operation(
                asked.protocol(),
                asked.code(),
                asked.name(),
                asked.access(),
                asked.scope(),
                asked.points(),
                attributes);
    }

    /** Tells requests that have waited too long. */
    void expire(long atNanos) {
        for (Open open = outstanding.expired(atNanos, limits.answerNanos());
                open != null;
                open = outstanding.expired(atNanos, limits.answerNanos())) {
            unanswered(open);
        }
    }

    /** Tells everything that is open. */
    void abandon() {
        while (outstanding.size() > 0) {
            unanswered(outstanding.removeOldest());
        }
    }

    private void unanswered(Open open) {
        facts.operation(asked(open), open.from, Outcome.UNANSWERED, open.askedNanos);
    }

    /** What was asked, and how often again. */
    private static Operation asked(Open open) {
        Operation operation = open.request.operation();
        return open.retries == 0
                ? operation
                : with(operation, List.of(new Attribute("retries", Integer.toString(open.retries))));
    }
}
