package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** V2: messages of {@code BB BB}, a length in either byte order and as many bytes, the first of a request its service. */
final class CodesysV2Session implements ProtocolSession {
    private static final int MAGIC = 0xBBBB;
    private static final int HEADER = 6;
    private static final int IDENTIFY = 1;
    /** Where the answer to service 1 has its texts, from the start of the message. */
    private static final int OS_NAME = 64;

    private static final int OS_VERSION = 96;
    private static final int PRODUCT = 128;
    private static final int TEXT = 32;

    private final Connection connection;
    private final ObservationSink observations;
    private final CodesysLimits limits;
    private final Deque<Open> open = new ArrayDeque<>(1);
    private List<Attribute> told = List.of();
    private boolean gapped;

    private record Open(long atNanos, Operation operation) {}

    CodesysV2Session(Connection connection, ObservationSink observations, CodesysLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
    }

    /** Two bytes of magic prove little: a whole message must be there and nothing behind it. */
    static Recognition recognise(Window first) {
        if (first.length() < HEADER + 1) {
            return first.length() == 1 || first.u8(1) == 0xBB ? Recognition.MAYBE : Recognition.NO;
        }
        if (first.u16(0) != MAGIC) {
            return Recognition.NO;
        }
        return length(first, Integer.MAX_VALUE) + HEADER == first.length() ? Recognition.YES : Recognition.NO;
    }

    /** The length in the byte order that gives the smaller one; -1 if it is over {@code most}. */
    private static int length(Window bytes, int most) {
        long little = bytes.i32le(2) & 0xFFFF_FFFFL;
        long length = Math.min(little, bytes.u32(2));
        return length < 1 || length > most - HEADER ? -1 : (int) length;
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (bytes.length() < HEADER) {
            return Verdict.need(HEADER - bytes.length());
        }
        boolean magic = bytes.u16(0) == MAGIC;
        int length = magic ? length(bytes, limits.blockBytesMax()) : -1;
        if (length < 0 && gapped) {
            return Verdict.MALFORMED; // the bytes that are missing are ours to blame
        }
        if (length < 0) {
            CodesysAnomaly anomaly = magic ? CodesysAnomaly.BAD_BLOCK_LENGTH : CodesysAnomaly.BAD_MAGIC;
            String detail =
                    String.format("message of V2 begins with 0x%04x, length 0x%08x", bytes.u16(0), bytes.i32(2));
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
            return Verdict.MALFORMED;
        }
        if (bytes.length() < HEADER + length) {
            return Verdict.need(HEADER + length - bytes.length());
        }
        if (from == Direction.FROM_ORIGINATOR) {
            request(bytes.u8(HEADER), atNanos);
        } else {
            answer(bytes, HEADER + length, atNanos);
        }
        return Verdict.consumed(HEADER + length);
    }

    private void request(int service, long atNanos) {
        if (open.size() >= limits.openMax()) {
            unanswered(open.removeFirst());
        }
        String name = service == IDENTIFY ? "v2_get_target_ident" : String.format("v2_service_0x%02x", service);
        Access access = service == IDENTIFY ? Access.IDENTIFY : Access.EXECUTE;
        Operation operation = new Operation(CodesysDecoder.PROTOCOL, service, name, access, "", null, List.of());
        open.addLast(new Open(atNanos, operation));
    }

    private void answer(Window bytes, int end, long atNanos) {
        Open asked = open.pollFirst();
        if (asked == null) {
            return;
        }
        tell(asked, Outcome.SUCCEEDED);
        if (asked.operation().code() == IDENTIFY) {
            identity(bytes, end, atNanos);
        }
    }

    private void identity(Window bytes, int end, long atNanos) {
        List<Attribute> facts = new ArrayList<>(3);
        add(facts, "os", bytes, OS_NAME, end);
        add(facts, "os_version", bytes, OS_VERSION, end);
        add(facts, "product", bytes, PRODUCT, end);
        if (facts.isEmpty() || facts.equals(told)) {
            return;
        }
        told = facts;
        Endpoint node = connection.responder();
        Asset asset = new Asset(node.address(), node.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, CodesysDecoder.PROTOCOL, facts));
    }

    /** A text that ends with a zero; nothing is told if it is no printable one. */
    private static void add(List<Attribute> facts, String name, Window bytes, int at, int end) {
        int size = 0;
        while (size < TEXT && at + size < end && bytes.u8(at + size) >= ' ' && bytes.u8(at + size) <= '~') {
            size++;
        }
        boolean ended = size == TEXT || at + size >= end || bytes.u8(at + size) == 0;
        if (size > 0 && ended) {
            facts.add(new Attribute(name, bytes.latin1(at, size)));
        }
    }

    private void tell(Open asked, Outcome outcome) {
        observations.observe(
                new OperationSeen(asked.atNanos(), connection, Direction.FROM_ORIGINATOR, asked.operation(), outcome));
    }

    private void unanswered(Open asked) {
        tell(asked, Outcome.UNANSWERED);
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        gapped = true; // lengths are all that frames V2: the next message is taken to begin behind the gap
    }

    @Override
    public void timePassed(long atNanos) {
        while (!open.isEmpty() && atNanos - open.getFirst().atNanos() > limits.answerNanosMax()) {
            unanswered(open.removeFirst());
        }
    }

    @Override
    public void close(long atNanos) {
        while (!open.isEmpty()) {
            unanswered(open.removeFirst());
        }
    }
}
