package io.fieldwarden.agent.decode.gesrtp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection: mailbox messages, requests paired with answers by sequence number. */
final class GeSrtpSession implements ProtocolSession {
    private static final int INIT = 0;
    private static final int INIT_ACK = 1;
    private static final int REQUEST = 2;
    private static final int ANSWER = 3;
    private static final int ERROR = 0xD1;
    private static final int WITH_TEXT = 0x80;
    private static final int INLINE = 44;
    private static final long SESSION = -1;

    private final GeSrtpLimits limits;
    private final GeSrtpFacts facts;
    private final GeSrtpOpen open;
    private final int[] begun = new int[2];
    private boolean whole;

    GeSrtpSession(Connection connection, ObservationSink observations, GeSrtpLimits limits) {
        this.limits = limits;
        facts = new GeSrtpFacts(connection, observations, limits.identities());
        open = new GeSrtpOpen(facts, limits);
        whole = !connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        open.expire(atNanos);
        int side = from == Direction.FROM_ORIGINATOR ? 0 : 1;
        begun[side] = bytes.length();
        if (bytes.length() < GeSrtpLimits.HEADER) {
            return Verdict.need(GeSrtpLimits.HEADER - bytes.length());
        }
        int type = bytes.u8(0);
        int text = type < REQUEST ? 0 : bytes.u16le(4);
        if (type > ANSWER) {
            facts.anomaly(GeSrtpAnomaly.BAD_MESSAGE_TYPE, "packet type " + type + ", expected 0 to 3", atNanos);
            begun[side] = 0;
            return Verdict.MALFORMED;
        }
        if (text > GeSrtpLimits.TEXT_MAX) {
            String detail = "text of " + text + " bytes, expected at most " + GeSrtpLimits.TEXT_MAX;
            facts.anomaly(GeSrtpAnomaly.BAD_LENGTH, detail, atNanos);
            begun[side] = 0;
            return Verdict.MALFORMED;
        }
        int size = GeSrtpLimits.HEADER + text;
        if (bytes.length() < size) {
            return Verdict.need(size - bytes.length());
        }
        begun[side] = 0;
        switch (type) {
            case INIT -> {
                Operation begin =
                        new Operation(GeSrtpDecoder.PROTOCOL, -1, "init", Access.SESSION, "", null, List.of());
                GeSrtpRequest request = new GeSrtpRequest(-1, begin, -1, 0, null);
                open.add(new GeSrtpOpen.Asked(request, SESSION, from, atNanos));
            }
            case INIT_ACK -> ended(from, SESSION, bytes, size, atNanos);
            case REQUEST -> request(from, bytes, size, atNanos);
            default -> ended(from, bytes.u8(2), bytes, size, atNanos);
        }
        return Verdict.consumed(size);
    }

    private void request(Direction from, Window bytes, int size, long atNanos) {
        boolean text = bytes.u8(31) == WITH_TEXT;
        int at = text ? 50 : 42;
        int code = bytes.u8(at);
        if (!GeSrtpService.isKnown(code)) {
            String detail = "service " + code + ", expected a known one";
            facts.anomaly(GeSrtpAnomaly.UNKNOWN_SERVICE, detail, atNanos);
        }
        boolean memory = code == GeSrtpService.READ_SYSTEM_MEMORY || code == GeSrtpService.WRITE_SYSTEM_MEMORY;
        Points points = null;
        int count = 0;
        if (memory) {
            count = bytes.u16le(at + 4);
            points = new Points(GeSrtpService.segment(bytes.u8(at + 1)), bytes.u16le(at + 2), Math.max(1, count));
        }
        List<Attribute> fields = code == 0x23 ? List.of(new Attribute("state", state(bytes.u8(at + 1)))) : List.of();
        Operation operation = new Operation(
                GeSrtpDecoder.PROTOCOL, code, GeSrtpService.name(code), GeSrtpService.access(code), "", points, fields);
        int segment = memory ? bytes.u8(at + 1) : -1;
        int data = text ? GeSrtpLimits.HEADER : 48;
        Values written = code == GeSrtpService.WRITE_SYSTEM_MEMORY ? words(segment, count, bytes, data, size) : null;
        GeSrtpRequest request = new GeSrtpRequest(code, operation, segment, count, written);
        open.add(new GeSrtpOpen.Asked(request, bytes.u8(2), from, atNanos));
    }

    private static String state(int parameter) {
        return parameter == 1 ? "run" : parameter == 2 ? "stop" : Integer.toString(parameter);
    }

    /** Words from {@code at}; null if the memory holds none, they are too many or not all there before {@code end}. */
    private @Nullable Values words(int segment, int count, Window bytes, int at, int end) {
        if (!isTold(segment, count) || at + 2 * count > end) {
            return null;
        }
        short[] words = new short[count];
        for (int index = 0; index < count; index++) {
            words[index] = (short) bytes.u16le(at + 2 * index);
        }
        return new Values.Words(words);
    }

    private boolean isTold(int segment, int count) {
        return GeSrtpService.isWord(segment) && count >= 1 && count <= limits.pointsMax();
    }

    private void ended(Direction from, long key, Window bytes, int size, long atNanos) {
        GeSrtpOpen.Asked asked = open.take(key, from);
        if (asked == null) {
            if (whole) {
                String detail = "answer " + key + ", expected an open request";
                facts.anomaly(GeSrtpAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
            }
            return;
        }
        GeSrtpRequest request = asked.request();
        int status = bytes.u8(0) == ANSWER && bytes.u8(31) == ERROR ? Math.max(1, bytes.u16le(42)) : 0;
        Outcome outcome = status == 0 ? Outcome.SUCCEEDED : Outcome.refused(status, "status_" + status);
        facts.operation(request.operation(), asked.from(), outcome, asked.atNanos());
        if (status == 0) {
            contents(from, asked, bytes, size, atNanos);
        }
    }

    private void contents(Direction from, GeSrtpOpen.Asked asked, Window bytes, int size, long atNanos) {
        GeSrtpRequest request = asked.request();
        Points points = request.operation().points();
        Values written = request.written();
        boolean text = size > GeSrtpLimits.HEADER;
        int data = text ? GeSrtpLimits.HEADER : INLINE;
        if (points != null && written != null) {
            facts.value(ValueSeen.Way.WRITTEN, points, written, asked.atNanos());
        } else if (points != null && request.code() == GeSrtpService.READ_SYSTEM_MEMORY) {
            int end = text ? size : INLINE + 6;
            Values read = words(request.segment(), request.count(), bytes, data, end);
            if (read != null) {
                facts.value(ValueSeen.Way.READ, points, read, atNanos);
            } else if (isTold(request.segment(), request.count())) {
                String detail = "answer of " + (end - data) + " bytes, expected " + 2 * request.count();
                facts.anomaly(GeSrtpAnomaly.RESPONSE_TOO_SHORT, detail, atNanos);
            }
        } else if (text && request.code() == GeSrtpService.CONTROLLER_TYPE) {
            identity(from, bytes, data, Math.min(size - data, 8), atNanos);
        }
    }

    /** The name the controller was given stands first; what follows differs between families. */
    private void identity(Direction from, Window bytes, int at, int size, long atNanos) {
        String text = bytes.latin1(at, size);
        int end = text.indexOf(0);
        String name = (end < 0 ? text : text.substring(0, end)).strip();
        boolean readable = !name.isEmpty() && name.chars().allMatch(letter -> letter >= ' ' && letter < 0x7F);
        List<Attribute> vendor = List.of(new Attribute("vendor", "GE"));
        facts.identity(from, "", readable ? List.of(vendor.getFirst(), new Attribute("name", name)) : vendor, atNanos);
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        begun[from == Direction.FROM_ORIGINATOR ? 0 : 1] = 0;
        whole = false;
        open.abandon();
    }

    @Override
    public void timePassed(long atNanos) {
        open.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        for (int waiting : begun) {
            if (waiting > 0) {
                facts.anomaly(GeSrtpAnomaly.TRUNCATED, "message ended after " + waiting + " bytes", atNanos);
            }
        }
        begun[0] = 0;
        begun[1] = 0;
        open.abandon();
    }
}
