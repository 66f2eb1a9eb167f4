package io.fieldwarden.agent.decode.profinet;

import static io.fieldwarden.agent.decode.profinet.DcpNames.*;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DCP messages of one connection: requests wait for the answer with their Xid (IEC 61158-6-10, clause 4.3.1.3). */
final class DcpMessages {
    static final int HEADER = 12;

    private record Asked(
            int service,
            int xid,
            Direction from,
            Operation operation,
            List<DcpBlocks.Setting> settings,
            long atNanos) {}

    private final LinkFacts facts;
    private final IdentifyRequests identifies;
    private final ProfinetLimits limits;
    private final DcpBlocks blocks;
    private final Deque<Asked> open = new ArrayDeque<>();
    /** Before the first request an answer may belong to one that was not captured. */
    private boolean requestsSeen;

    DcpMessages(LinkFacts facts, IdentifyRequests identifies, ProfinetLimits limits) {
        this.facts = facts;
        this.identifies = identifies;
        this.limits = limits;
        this.blocks = new DcpBlocks(facts, limits);
    }

    void message(Direction from, Window bytes, int frameId, long atNanos) {
        if (bytes.length() < HEADER) {
            String detail = bytes.length() + " bytes, expected at least " + HEADER;
            facts.anomaly(DcpAnomaly.HEADER_TOO_SHORT, detail, atNanos);
            return;
        }
        int service = bytes.u8(2);
        int type = bytes.u8(3);
        int length = bytes.u16(10);
        if (length > bytes.length() - HEADER) {
            String detail = "DCPDataLength " + length + ", expected at most " + (bytes.length() - HEADER);
            facts.anomaly(DcpAnomaly.LENGTH_OVER_FRAME, detail, atNanos);
            length = bytes.length() - HEADER;
        }
        boolean known =
                service >= GET && service <= HELLO && (type == REQUEST || type == SUCCESS || type == NOT_SUPPORTED);
        if (!known) {
            String detail = "service " + service + " type " + type + ", expected 3 to 6 and 0, 1 or 5";
            facts.anomaly(DcpAnomaly.UNKNOWN_SERVICE, detail, atNanos);
        } else if (frameId != frameId(service, type)) {
            String detail = service(service) + " with frame id " + LinkFacts.hex16(frameId) + ", expected "
                    + LinkFacts.hex16(frameId(service, type));
            facts.anomaly(DcpAnomaly.FRAME_ID_MISMATCH, detail, atNanos);
        }
        if (type == REQUEST || !known) {
            request(from, bytes, HEADER + length, atNanos);
        } else {
            answer(from, bytes, HEADER + length, atNanos);
        }
    }

    private static int frameId(int service, int type) {
        return switch (service) {
            case HELLO -> FrameIds.DCP_HELLO;
            case IDENTIFY -> type == REQUEST ? FrameIds.DCP_IDENTIFY_REQUEST : FrameIds.DCP_IDENTIFY_RESPONSE;
            default -> FrameIds.DCP_GET_SET;
        };
    }

    private void request(Direction from, Window bytes, int end, long atNanos) {
        int service = bytes.u8(2);
        int xid = bytes.i32(4);
        if (service == GET) {
            blocks.options(bytes, HEADER, end, atNanos);
        } else {
            DcpBlocks.Head head = service == SET
                    ? DcpBlocks.Head.QUALIFIER
                    : service == HELLO ? DcpBlocks.Head.INFO : DcpBlocks.Head.NONE;
            blocks.blocks(bytes, HEADER, end, head, atNanos);
        }
        boolean multicast = facts.connection().end(from.opposite()).address().isGroup();
        boolean oneWay = service < GET || service >= HELLO || multicast;
        List<Attribute> attributes = head(xid, oneWay ? REQUEST : -1, bytes.u8(3));
        if (service == IDENTIFY) {
            attributes.add(new Attribute("response_delay", Integer.toString(bytes.u16(8))));
        }
        attributes.addAll(blocks.attributes);
        Operation operation = operation(service, attributes);
        if (!blocks.identity.isEmpty()) {
            facts.identity(from, DcpDecoder.PROTOCOL, blocks.identity, atNanos);
        }
        if (oneWay) {
            if (service == IDENTIFY) {
                identifies.asked(facts.connection().end(from).mac(), xid, atNanos);
            }
            facts.operation(from, operation, Outcome.ONE_WAY, atNanos);
            return;
        }
        requestsSeen = true;
        if (open.size() == limits.openRequests()) {
            finish(open.removeFirst());
        }
        open.addLast(new Asked(service, xid, from, operation, List.copyOf(blocks.settings), atNanos));
    }

    /** A control block decides what a set does. */
    private Operation operation(int service, List<Attribute> attributes) {
        boolean acts = service == SET && blocks.control != 0;
        String name = acts ? option(CONTROL, blocks.control).replace("control/", "") : service(service);
        Access access = acts ? Access.EXECUTE : access(service);
        return new Operation(DcpDecoder.PROTOCOL, service, name, access, "", null, attributes);
    }

    private static List<Attribute> head(int xid, int type, int wireType) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("xid", LinkFacts.hex32(xid)));
        if (type >= 0) {
            attributes.add(new Attribute("service_type", serviceType(wireType)));
        }
        return attributes;
    }

    private void answer(Direction from, Window bytes, int end, long atNanos) {
        int service = bytes.u8(2);
        int type = bytes.u8(3);
        int xid = bytes.i32(4);
        blocks.blocks(bytes, HEADER, end, DcpBlocks.Head.INFO, atNanos);
        if (!blocks.identity.isEmpty()) {
            facts.identity(from, DcpDecoder.PROTOCOL, blocks.identity, atNanos);
        }
        Outcome outcome = type == NOT_SUPPORTED
                ? Outcome.refused(type, "service_not_supported")
                : blocks.error == 0 ? Outcome.SUCCEEDED : Outcome.refused(blocks.error, error(blocks.error));
        Asked asked = take(service, xid, from.opposite());
        if (asked != null) {
            List<Attribute> attributes = LinkFacts.joined(asked.operation().attributes(), blocks.attributes);
            Operation old = asked.operation();
            Operation whole = new Operation(
                    old.protocol(), old.code(), old.name(), old.access(), old.scope(), null, bounded(attributes));
            facts.operation(asked.from(), whole, outcome, asked.atNanos());
            if (outcome.kind() == Outcome.Kind.SUCCEEDED) {
                asked.settings()
                        .forEach(set -> facts.text(ValueSeen.Way.WRITTEN, set.point(), set.text(), asked.atNanos()));
            }
            return;
        }
        unasked(from, bytes, outcome, atNanos);
    }

    private void unasked(Direction from, Window bytes, Outcome outcome, long atNanos) {
        int service = bytes.u8(2);
        int type = bytes.u8(3);
        int xid = bytes.i32(4);
        long asker = facts.connection().end(from.opposite()).mac();
        boolean known = service == IDENTIFY && identifies.isAsked(asker, xid, atNanos, limits.answerNanos());
        List<Attribute> attributes = head(xid, type, type);
        attributes.addAll(blocks.attributes);
        blocks.control = 0;
        Outcome told = known || outcome.kind() == Outcome.Kind.REFUSED ? outcome : Outcome.ONE_WAY;
        facts.operation(from.opposite(), operation(service, attributes), told, atNanos);
        if (service != IDENTIFY && requestsSeen) {
            String detail = service(service) + " xid " + LinkFacts.hex32(xid) + ": expected an open request";
            facts.anomaly(DcpAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
        }
    }

    /** Takes the oldest open request that this answers; null if there is none. */
    private @Nullable Asked take(int service, int xid, Direction from) {
        for (Iterator<Asked> each = open.iterator(); each.hasNext(); ) {
            Asked asked = each.next();
            if (asked.xid() == xid && asked.service() == service && asked.from() == from) {
                each.remove();
                return asked;
            }
        }
        return null;
    }

    /** Tells what has waited too long. */
    void expire(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanos()) {
            finish(open.removeFirst());
        }
    }

    /** Tells everything that is open. */
    void close() {
        while (!open.isEmpty()) {
            finish(open.removeFirst());
        }
    }

    /** Frames were lost: an answer may have no request from now on. */
    void gap() {
        requestsSeen = false;
    }

    private void finish(Asked asked) {
        facts.operation(asked.from(), asked.operation(), Outcome.UNANSWERED, asked.atNanos());
    }

    private List<Attribute> bounded(List<Attribute> attributes) {
        return attributes.size() <= 2 * limits.attributes()
                ? attributes
                : attributes.subList(0, 2 * limits.attributes());
    }
}
