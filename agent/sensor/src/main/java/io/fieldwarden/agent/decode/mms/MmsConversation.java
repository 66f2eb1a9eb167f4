package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The PDUs of one association (ISO 9506-2, MMSpdu): requests wait for the answer with their invoke id. */
final class MmsConversation {
    /** Stand for invoke ids where a PDU has none, since only one of its kind can be open. */
    private static final long INITIATE = -1;

    private static final long CONCLUDE = -2;
    /** Tells a request to cancel from the request it cancels. */
    private static final long CANCEL = 1L << 40;

    private record Settlement(Outcome outcome, String name, List<Attribute> found) {
        Settlement(Outcome outcome, String name) {
            this(outcome, name, List.of());
        }
    }

    private final MmsFacts facts;
    private final MmsLimits limits;
    private final MmsRequests requests;
    private final MmsReplies replies;
    private final MmsReport reports;
    private final Deque<MmsReplies.Asked> open = new ArrayDeque<>();
    private final Ber ber = new Ber();
    private final boolean[] requestsSeen = new boolean[2];
    private boolean authenticated;

    MmsConversation(MmsFacts facts, MmsLimits limits) {
        this.facts = facts;
        this.limits = limits;
        this.requests = new MmsRequests(limits);
        this.replies = new MmsReplies(facts, limits);
        this.reports = new MmsReport(facts, limits);
    }

    /** Whether a PDU may begin with this byte. */
    static boolean isPdu(int tag) {
        return (tag >= 0xA0 && tag <= 0xA4) || (tag >= 0xA7 && tag <= 0xAA) || tag == 0xAD || isPlain(tag);
    }

    private static boolean isPlain(int tag) {
        return tag == 0x85 || tag == 0x86 || tag == 0x8B || tag == 0x8C;
    }

    /** Reads the PDU from {@code from} to {@code to}. */
    void pdu(Direction side, Window bytes, int from, int to, long atNanos) {
        if (!ber.over(bytes, from, to).next()) {
            if (to > from) {
                facts.anomaly(MmsAnomaly.BAD_ENCODING, "a PDU past its end, expected a whole one", atNanos);
            }
            return;
        }
        switch (ber.tag()) {
            case 0xA0 -> confirmedRequest(side, bytes, atNanos);
            case 0xA1 -> confirmedResponse(side, bytes, atNanos);
            case 0xA2 -> error(side, bytes, "confirmed_error", 0, atNanos);
            case 0xA3 -> unconfirmed(side, bytes, atNanos);
            case 0xA4 -> reject(side, atNanos);
            case 0x85 -> ask(side, ber.unsigned() | CANCEL, plain("cancel", cancelled()), atNanos);
            case 0x86 -> settle(side, ber.unsigned() | CANCEL, new Settlement(Outcome.SUCCEEDED, "cancel"), atNanos);
            case 0xA7 -> error(side, bytes, "cancel", CANCEL, atNanos);
            case 0xA8 -> ask(side, INITIATE, plain("initiate", initiate("calling")), atNanos);
            case 0xA9 ->
                settle(side, INITIATE, new Settlement(Outcome.SUCCEEDED, "initiate", initiate("called")), atNanos);
            case 0xAA ->
                settle(side, INITIATE, new Settlement(refusal(bytes, ber.start(), ber.end()), "initiate"), atNanos);
            case 0x8B -> ask(side, CONCLUDE, plain("conclude", List.of()), atNanos);
            case 0x8C -> settle(side, CONCLUDE, new Settlement(Outcome.SUCCEEDED, "conclude"), atNanos);
            case 0xAD ->
                settle(side, CONCLUDE, new Settlement(refusal(bytes, ber.start(), ber.end()), "conclude"), atNanos);
            default -> facts.anomaly(MmsAnomaly.UNKNOWN_PDU, "tag " + ber.tag() + ", expected 128 to 173", atNanos);
        }
    }

    private List<Attribute> cancelled() {
        return List.of(new Attribute("invoke_id", Long.toString(ber.unsigned())));
    }

    private static MmsRequest plain(String name, List<Attribute> attributes) {
        Access access = name.equals("cancel") ? Access.EXECUTE : Access.SESSION;
        Operation operation = new Operation(MmsDecoder.PROTOCOL, -1, name, access, "", null, attributes);
        return new MmsRequest(-1, operation, List.of(), List.of(), -1);
    }

    /** The association that begins carries a credential; what it is is not kept. */
    void authenticated() {
        authenticated = true;
    }

    /** Fields of an initiate PDU in Wireshark's words. */
    private List<Attribute> initiate(String way) {
        List<Attribute> attributes = new ArrayList<>();
        if (authenticated) {
            attributes.add(new Attribute("authentication", "present"));
            authenticated = false;
        }
        Ber part = new Ber().into(ber);
        while (part.next()) {
            switch (part.tag()) {
                case 0x80 -> attributes.add(number("local_detail_" + way, part));
                case 0x81 -> attributes.add(number("max_serv_outstanding_calling", part));
                case 0x82 -> attributes.add(number("max_serv_outstanding_called", part));
                case 0x83 -> attributes.add(number("data_structure_nesting_level", part));
                case 0xA4 -> {
                    Ber detail = new Ber().into(part);
                    if (detail.next() && detail.tag() == 0x80) {
                        attributes.add(number("version_number", detail));
                    }
                }
                default -> {
                    // nothing people ask for
                }
            }
        }
        return attributes;
    }

    private static Attribute number(String name, Ber part) {
        return new Attribute(name, Long.toString(part.integer()));
    }

    private void confirmedRequest(Direction side, Window bytes, long atNanos) {
        Ber part = new Ber().into(ber);
        if (!part.next() || part.tag() != 2) {
            facts.anomaly(MmsAnomaly.BAD_ENCODING, "no invoke id, expected one", atNanos);
            return;
        }
        long invoke = part.unsigned();
        if (!service(part)) {
            // an invoke id alone asks for nothing, but the other side has to answer it
            boolean nothing = !part.malformed();
            String name = nothing ? "confirmed_request" : "confirmed_request_malformed";
            if (!nothing) {
                facts.anomaly(MmsAnomaly.BAD_ENCODING, "a service past its end, expected a whole one", atNanos);
            }
            ask(side, invoke, bare(name, invoke), atNanos);
            return;
        }
        boolean context = (part.tag() & 0xC0) == 0x80;
        if (!context || !MmsService.isDefined(part.number())) {
            String detail = "service tag " + part.tag() + " number " + part.number() + ", expected a defined one";
            facts.anomaly(MmsAnomaly.UNKNOWN_SERVICE, detail, atNanos);
        }
        MmsRequest request = requests.read(bytes, part, invoke);
        if (requests.wasTooDeep()) {
            facts.anomaly(MmsAnomaly.TOO_DEEP, "expected at most " + limits.depth() + " levels of data", atNanos);
        }
        ask(side, invoke, request, atNanos);
    }

    private static MmsRequest bare(String name, long invoke) {
        Operation operation = new Operation(
                MmsDecoder.PROTOCOL,
                -1,
                name,
                Access.SESSION,
                "",
                null,
                List.of(new Attribute("invoke_id", Long.toString(invoke))));
        return new MmsRequest(-1, operation, List.of(), List.of(), -1);
    }

    /** Goes to the service, over the modifiers that may stand before it. */
    private static boolean service(Ber part) {
        while (part.next()) {
            if (part.tag() != 0x30 || part.length() == 0) {
                return true;
            }
        }
        return false;
    }

    private void ask(Direction side, long invoke, MmsRequest request, long atNanos) {
        requestsSeen[(side == Direction.FROM_ORIGINATOR ? 0 : 1)] = true;
        for (MmsReplies.Asked each : open) {
            if (each.invoke() == invoke && each.from() == side) {
                String detail = "invoke id " + invoke + " is still open, expected another";
                facts.anomaly(MmsAnomaly.DUPLICATE_INVOKE_ID, detail, atNanos);
                break;
            }
        }
        if (open.size() == limits.outstanding()) {
            String detail = (open.size() + 1) + " requests open, expected at most " + open.size();
            facts.anomaly(MmsAnomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
            unanswered(open.removeFirst());
        }
        open.addLast(new MmsReplies.Asked(invoke, side, request, atNanos));
    }

    private MmsReplies.@Nullable Asked take(Direction asker, long invoke) {
        for (Iterator<MmsReplies.Asked> each = open.iterator(); each.hasNext(); ) {
            MmsReplies.Asked one = each.next();
            if (one.invoke() == invoke && one.from() == asker) {
                each.remove();
                return one;
            }
        }
        return null;
    }

    private void confirmedResponse(Direction side, Window bytes, long atNanos) {
        Ber part = new Ber().into(ber);
        if (!part.next() || part.tag() != 2) {
            facts.anomaly(MmsAnomaly.BAD_ENCODING, "no invoke id, expected one", atNanos);
            return;
        }
        long invoke = part.unsigned();
        boolean service = part.next();
        MmsReplies.Asked asked = take(side.opposite(), invoke);
        if (asked == null) {
            String name = service ? MmsService.name(part.number()) : "confirmed_response";
            unmatched(side, name, invoke, atNanos);
            List<Attribute> attributes = new ArrayList<>();
            attributes.add(new Attribute("invoke_id", Long.toString(invoke)));
            attributes.addAll(service ? replies.unasked(side.opposite(), bytes, part, atNanos) : List.of());
            Access access = service ? MmsService.access(part.number()) : Access.SESSION;
            int code = service ? part.number() : -1;
            Operation operation = new Operation(MmsDecoder.PROTOCOL, code, name, access, "", null, attributes);
            facts.operation(side.opposite(), operation, Outcome.ONE_WAY, atNanos);
            return;
        }
        boolean other = !service || part.number() != asked.request().service() || (part.tag() & 0xC0) != 0x80;
        if (other && asked.request().service() >= 0) {
            String found = service ? "tag " + part.tag() + " number " + part.number() : "nothing";
            String detail = "invoke id " + invoke + " answered with " + found + ", expected "
                    + MmsService.name(asked.request().service());
            facts.anomaly(MmsAnomaly.RESPONSE_MISMATCH, detail, atNanos);
        }
        if (other) {
            facts.operation(asked.from(), asked.request().operation(), Outcome.SUCCEEDED, asked.atNanos());
        } else {
            replies.answer(asked, bytes, part, atNanos);
        }
    }

    private void unmatched(Direction side, String name, long invoke, long atNanos) {
        if (requestsSeen[(side == Direction.FROM_ORIGINATOR ? 1 : 0)]) {
            String detail = name + " with invoke id " + invoke + ": expected an open request";
            facts.anomaly(MmsAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
        }
    }

    private void unconfirmed(Direction side, Window bytes, long atNanos) {
        Ber part = new Ber().into(ber);
        if (part.next()) {
            reports.unconfirmed(side, bytes, part, atNanos);
        }
    }

    /** An error with the invoke id it is about, and class and code (ISO 9506-2, ServiceError). */
    private void error(Direction side, Window bytes, String name, long mark, long atNanos) {
        Ber part = new Ber().into(ber);
        long invoke = 0;
        Outcome outcome = Outcome.refused(0, "other");
        while (part.next()) {
            if (part.tag() == 0x80) {
                invoke = part.unsigned();
            } else if (part.constructed()) {
                outcome = refusal(bytes, part.start(), part.end());
            }
        }
        settle(side, invoke | mark, new Settlement(outcome, name), atNanos);
    }

    /** Reads a service error from its contents. */
    private static Outcome refusal(Window bytes, int from, int to) {
        Ber part = new Ber().over(bytes, from, to);
        while (part.next()) {
            if (part.tag() == 0xA0) {
                Ber code = new Ber().into(part);
                if (code.next()) {
                    long number = code.integer();
                    return Outcome.refused(
                            code.number() << 8 | (int) (number & 0xFF), MmsErrors.service(code.number(), number));
                }
            }
        }
        return Outcome.refused(0, "other");
    }

    private void reject(Direction side, long atNanos) {
        Ber part = new Ber().into(ber);
        long invoke = -1;
        Outcome outcome = Outcome.refused(0, "reject");
        while (part.next()) {
            if (part.tag() == 0x80) {
                invoke = part.unsigned();
            } else {
                long reason = part.integer();
                outcome = Outcome.refused(
                        part.number() << 8 | (int) (reason & 0xFF), MmsErrors.reject(part.number(), reason));
            }
        }
        settle(side, invoke, new Settlement(outcome, "reject"), atNanos);
    }

    private void settle(Direction side, long invoke, Settlement settlement, long atNanos) {
        Outcome outcome = settlement.outcome();
        MmsReplies.Asked asked = take(side.opposite(), invoke);
        if (asked != null) {
            Operation old = asked.request().operation();
            List<Attribute> all = new ArrayList<>(old.attributes());
            all.addAll(settlement.found());
            Operation whole =
                    new Operation(old.protocol(), old.code(), old.name(), old.access(), old.scope(), old.points(), all);
            facts.operation(asked.from(), whole, outcome, asked.atNanos());
            return;
        }
        unmatched(side, settlement.name(), Math.max(0, invoke & ~CANCEL), atNanos);
        Operation operation =
                new Operation(MmsDecoder.PROTOCOL, -1, settlement.name(), Access.SESSION, "", null, settlement.found());
        boolean refused = outcome.kind() == Outcome.Kind.REFUSED;
        facts.operation(side.opposite(), operation, refused ? outcome : Outcome.ONE_WAY, atNanos);
    }

    /** The other side refused the association, or it was aborted. */
    void refused(Direction side, String name, long atNanos) {
        MmsReplies.Asked asked = take(side.opposite(), INITIATE);
        if (asked != null) {
            facts.operation(asked.from(), asked.request().operation(), Outcome.refused(0, name), asked.atNanos());
        }
    }

    /** A message of association or session that carries no PDU. */
    void told(Direction side, String name, long atNanos) {
        Operation operation = new Operation(MmsDecoder.PROTOCOL, -1, name, Access.SESSION, "", null, List.of());
        facts.operation(side, operation, Outcome.ONE_WAY, atNanos);
    }

    /** Bytes of a side are missing: what the other answers may have been asked in them. */
    void gap(Direction side) {
        requestsSeen[(side == Direction.FROM_ORIGINATOR ? 0 : 1)] = false;
    }

    void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanos()) {
            unanswered(open.removeFirst());
        }
    }

    void close() {
        while (!open.isEmpty()) {
            unanswered(open.removeFirst());
        }
    }

    private void unanswered(MmsReplies.Asked asked) {
        facts.operation(asked.from(), asked.request().operation(), Outcome.UNANSWERED, asked.atNanos());
    }
}
