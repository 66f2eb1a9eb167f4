package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.bacnet.BacnetMessage.Part;
import io.fieldwarden.agent.decode.bacnet.BacnetSegments.Assembly;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One BACnet conversation: unwraps link and network layer and hands what is inside to requests and replies. */
final class BacnetSession implements ProtocolSession {
    private static final int SEGMENTED = 0x08;
    private static final int MORE_FOLLOWS = 0x04;
    private static final int FROM_SERVER = 0x01;
    private static final int CONFIRMED = 0;
    private static final int COMPLEX_ACK = 3;

    private final BacnetFacts facts;
    private final BacnetRepeats repeats;
    private final BacnetLimits limits;
    private final BacnetRequests requests;
    private final BacnetReports reports;
    private final BacnetReplies replies;
    private final BacnetSegments segments;
    private final BacnetMessage message = new BacnetMessage();
    private final boolean link;

    BacnetSession(BacnetFacts facts, BacnetRepeats repeats, BacnetLimits limits) {
        this.facts = facts;
        this.repeats = repeats;
        this.limits = limits;
        BacnetProperties properties = new BacnetProperties(limits);
        BacnetOutstanding outstanding = new BacnetOutstanding(limits.outstandingMax());
        requests = new BacnetRequests(facts, properties);
        reports = new BacnetReports(facts, properties);
        replies = new BacnetReplies(facts, outstanding, properties, reports);
        segments = new BacnetSegments(limits);
        link = facts.connection.transport() == Transport.LINK;
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        message.begin(from, bytes, atNanos);
        int length = bytes.length();
        if (!link) {
            virtualLink(bytes, length);
        } else if (length > BacnetLimits.LLC_HEADER) {
            network(BacnetLimits.LLC_HEADER, length);
        }
        return Verdict.consumed(length);
    }

    private void virtualLink(Window bytes, int length) {
        if (length < BacnetLimits.BVLC_HEADER) {
            facts.anomaly(message, BacnetAnomaly.BVLC_TOO_SHORT, length + " bytes, expected 4 or more");
            return;
        }
        if (!BvlcReader.isKnown(bytes)) {
            String detail = String.format("type 0x%02x, function 0x%02x", bytes.u8(0), bytes.u8(1));
            facts.anomaly(message, BacnetAnomaly.UNKNOWN_BVLC_FUNCTION, detail);
            return;
        }
        int told = bytes.u16(2);
        if (told != length) {
            String detail = "length " + told + ", expected " + length;
            facts.anomaly(message, BacnetAnomaly.BVLC_LENGTH_MISMATCH, detail);
        }
        int end = Math.min(told, length);
        if (end < BvlcReader.least(bytes)) {
            String detail = end + " bytes, expected " + BvlcReader.least(bytes) + " or more";
            facts.anomaly(message, BacnetAnomaly.BVLC_TOO_SHORT, detail);
            return;
        }
        message.function = BvlcReader.name(bytes);
        if (message.function.equals("forwarded_npdu")) {
            BvlcReader.origin(message);
        }
        int network = BvlcReader.network(bytes);
        if (network > 0) {
            network(network, end);
        } else {
            management(bytes, end);
        }
    }

    private void management(Window bytes, int end) {
        Operation operation = BvlcReader.operation(message, end);
        int function = bytes.u8(1);
        int answered = BvlcReader.answered(bytes);
        if (BvlcReader.isRequest(message.function)) {
            BacnetRequest request = new BacnetRequest(operation, 0x100 + function, List.of());
            replies.opened(message, request, 0x100 + function, 0, message.atNanos);
        } else if (answered > 0 || function == BvlcReader.RESULT) {
            boolean refused = function == BvlcReader.RESULT && BvlcReader.resultCode(bytes) != 0;
            Outcome outcome = refused
                    ? Outcome.refused(BvlcReader.resultCode(bytes), BvlcReader.resultName(bytes))
                    : Outcome.SUCCEEDED;
            replies.link(message, operation, answered, outcome);
        } else {
            facts.operation(operation, message.from, Outcome.ONE_WAY, message.atNanos);
        }
    }

    private void network(int at, int end) {
        Window bytes = message.bytes;
        if (at < end && bytes.u8(at) != 1) {
            facts.anomaly(message, BacnetAnomaly.BAD_NPDU_VERSION, "version " + bytes.u8(at) + ", expected 1");
            return;
        }
        String fault = message.npdu.read(bytes, at, end);
        if (!fault.isEmpty()) {
            message.npdu.clear();
            facts.anomaly(message, BacnetAnomaly.BAD_NPDU, fault);
            return;
        }
        int content = message.npdu.content;
        if (content >= end) {
            facts.anomaly(message, BacnetAnomaly.APDU_TOO_SHORT, "nothing after the network header");
        } else if (message.npdu.networkMessage) {
            Operation operation = NetworkMessages.read(message, content, end);
            facts.operation(operation, message.from, Outcome.ONE_WAY, message.atNanos);
        } else {
            application(bytes, content, end);
        }
    }

    /** Least bytes of each PDU type, without the two more of a segmented one (20.1). */
    private static final int[] LEAST = {4, 2, 3, 3, 4, 3, 3, 3};

    private void application(Window bytes, int at, int end) {
        int type = bytes.u8(at) >> 4;
        if (type >= LEAST.length) {
            facts.anomaly(message, BacnetAnomaly.UNKNOWN_PDU_TYPE, "type " + type + ", expected 0 to 7");
            return;
        }
        boolean segmented = (type == CONFIRMED || type == COMPLEX_ACK) && (bytes.u8(at) & SEGMENTED) != 0;
        int least = LEAST[type] + (segmented ? 2 : 0);
        if (end - at < least) {
            String detail = (end - at) + " bytes of type " + type + ", expected " + least + " or more";
            facts.anomaly(message, BacnetAnomaly.APDU_TOO_SHORT, detail);
            return;
        }
        if (segmented) {
            segment(bytes, at, end, type);
            return;
        }
        switch (type) {
            case CONFIRMED -> confirmed(bytes, at, end);
            case 1 -> unconfirmed(bytes, at, end);
            case 2 -> replies.positive(message, bytes.u8(at + 1), bytes.u8(at + 2), new Part(bytes, end, end));
            case COMPLEX_ACK ->
                replies.positive(message, bytes.u8(at + 1), bytes.u8(at + 2), new Part(bytes, at + 3, end));
            case 5 -> replies.error(message, bytes.u8(at + 1), bytes.u8(at + 2), new Part(bytes, at + 3, end));
            case 6 -> replies.refused(message, bytes.u8(at + 1), bytes.u8(at + 2), BacnetNames.Kind.REJECT, false);
            case 7 -> {
                boolean byClient = (bytes.u8(at) & FROM_SERVER) == 0;
                replies.refused(message, bytes.u8(at + 1), bytes.u8(at + 2), BacnetNames.Kind.ABORT, byClient);
            }
            default -> replies.alive(message, bytes.u8(at + 1)); // a segment acknowledgment
        }
    }

    private void confirmed(Window bytes, int at, int end) {
        int invoke = at + 2;
        boolean kept = message.from == Direction.FROM_ORIGINATOR
                && bytes.length() <= BacnetRepeats.BYTES_MAX
                && isPoll(bytes.u8(at + 3));
        BacnetRequest request = kept ? repeats.find(bytes, invoke) : null;
        if (request == null) {
            request = request(bytes, bytes.u8(at + 3), at + 4, end);
            if (kept && message.firstFault()) {
                repeats.keep(bytes, invoke, request);
            }
        }
        replies.opened(message, request, bytes.u8(invoke), message.npdu.ends(false), message.atNanos);
    }

    /** Services whose requests carry nothing to tell but themselves, and are repeated. */
    private static boolean isPoll(int choice) {
        return choice == 12 || choice == 14 || choice == 26 || choice == 5;
    }

    private BacnetRequest request(Window bytes, int choice, int at, int end) {
        BacnetService service = BacnetService.of(true, choice);
        if (service == null) {
            return requests.unknown(message, true, choice);
        }
        reports.request(message, service, new Part(bytes, at, end));
        return requests.read(message, service, bytes, at, end);
    }

    private void unconfirmed(Window bytes, int at, int end) {
        int choice = bytes.u8(at + 1);
        BacnetService service = BacnetService.of(false, choice);
        BacnetRequest request = service == null
                ? requests.unknown(message, false, choice)
                : requests.read(message, service, bytes, at + 2, end);
        facts.operation(request.operation(), message.from, Outcome.ONE_WAY, message.atNanos);
        if (service != null) {
            reports.request(message, service, new Part(bytes, at + 2, end));
        }
    }

    /** One segment of a request or of an answer (20.1.2, 20.1.5). */
    private void segment(Window bytes, int at, int end, int type) {
        int invokeAt = type == CONFIRMED ? at + 2 : at + 1;
        int invoke = bytes.u8(invokeAt);
        int sequence = bytes.u8(invokeAt + 1);
        int choice = bytes.u8(invokeAt + 3);
        long ends = message.npdu.ends(type == COMPLEX_ACK);
        Assembly assembly = segments.find(message.from, type, invoke, ends);
        if (type == COMPLEX_ACK) {
            replies.alive(message, invoke);
        }
        if (assembly == null) {
            if (sequence != 0) {
                String detail = "segment " + sequence + " of invoke id " + invoke + ", expected 0";
                facts.anomaly(message, BacnetAnomaly.SEGMENT_OUT_OF_ORDER, detail);
                return;
            }
            assembly = new Assembly(message.from, type, invoke, ends, message.atNanos);
            incomplete(segments.begin(assembly));
        }
        assembly.lastNanos = message.atNanos;
        boolean more = (bytes.u8(at) & MORE_FOLLOWS) != 0;
        switch (assembly.add(new Part(bytes, invokeAt + 4, end), sequence, more, limits.assemblyBytes())) {
            case COMPLETE -> complete(assembly, choice);
            case OUT_OF_ORDER ->
                facts.anomaly(
                        message,
                        BacnetAnomaly.SEGMENT_OUT_OF_ORDER,
                        "segment " + sequence + " of invoke id " + invoke + " does not follow");
            case TOO_LONG -> {
                segments.remove(assembly);
                facts.anomaly(
                        message,
                        BacnetAnomaly.SEGMENTS_TOO_LONG,
                        "more than " + limits.assemblyBytes() + " bytes, invoke id " + invoke);
            }
            case MORE, DUPLICATE -> {}
        }
    }

    private void complete(Assembly assembly, int choice) {
        segments.remove(assembly);
        Window whole = assembly.whole();
        if (assembly.type == COMPLEX_ACK) {
            replies.positive(message, assembly.invoke, choice, new Part(whole, 0, whole.length()));
        } else {
            BacnetRequest request = request(whole, choice, 0, whole.length());
            replies.opened(message, request, assembly.invoke, assembly.ends, assembly.beganNanos);
        }
    }

    private void incomplete(@Nullable Assembly assembly) {
        if (assembly != null) {
            String what = assembly.type == CONFIRMED ? "request" : "answer";
            String detail = what + " of invoke id " + assembly.invoke + ": expected more segments";
            facts.anomaly(BacnetAnomaly.SEGMENTS_INCOMPLETE, detail, assembly.lastNanos);
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        replies.gap();
    }

    @Override
    public void timePassed(long atNanos) {
        replies.expire(atNanos);
        expireSegments(atNanos, limits.answerNanos());
    }

    private void expireSegments(long atNanos, long nanos) {
        for (Assembly one = segments.expired(atNanos, nanos); one != null; one = segments.expired(atNanos, nanos)) {
            incomplete(one);
        }
    }

    @Override
    public void close(long atNanos) {
        expireSegments(atNanos, Long.MIN_VALUE);
        replies.abandon();
    }
}
