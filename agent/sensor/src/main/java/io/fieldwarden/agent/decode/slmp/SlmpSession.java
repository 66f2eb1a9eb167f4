package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One conversation: messages, and requests paired with responses by serial number, or in order where there is none. */
final class SlmpSession implements ProtocolSession {
    private static final int TYPE_NAME = 16;
    private static final long IN_ORDER = -1;

    private final boolean stream;
    private final SlmpLimits limits;
    private final SlmpFacts facts;
    private final SlmpOpen open;
    private final SlmpRequests requests;
    private final int[] skipped = new int[2];
    private final int[] begun = new int[2];
    private final boolean[] lost = new boolean[2];
    private boolean whole;

    /** @param repeats shared by all connections of the thread */
    SlmpSession(Connection connection, ObservationSink observations, SlmpRepeats repeats, SlmpLimits limits) {
        this.limits = limits;
        stream = connection.transport() == Transport.TCP;
        whole = stream && !connection.midstream();
        facts = new SlmpFacts(connection, observations, limits.identities());
        open = new SlmpOpen(facts, limits);
        requests = new SlmpRequests(facts, repeats, limits);
        lost[0] = connection.midstream();
        lost[1] = connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        open.expire(atNanos);
        int side = from == Direction.FROM_ORIGINATOR ? 0 : 1;
        if (stream && lost[side]) {
            int verdict = search(side, bytes);
            if (lost[side] || verdict != 0) {
                return verdict;
            }
        }
        if (bytes.length() < 4) {
            return waiting(side, bytes, 4, atNanos);
        }
        int prefix = SlmpHeader.prefix(bytes, 0);
        if (prefix == SlmpHeader.NONE) {
            return text(from, side, bytes, atNanos);
        }
        int header = prefix + SlmpHeader.ROUTE;
        if (bytes.length() < header) {
            return waiting(side, bytes, header, atNanos);
        }
        if (!SlmpHeader.fits(bytes, 0, prefix)) {
            String detail = "length " + SlmpHeader.length(bytes, 0, prefix) + ", expected 2 or 6 to 8192";
            facts.anomaly(SlmpAnomaly.BAD_LENGTH, detail, atNanos);
            return lose(side, bytes);
        }
        int size = header + SlmpHeader.length(bytes, 0, prefix);
        if (bytes.length() < size) {
            return waiting(side, bytes, size, atNanos);
        }
        begun[side] = 0;
        long key = prefix == SlmpHeader.SERIAL ? bytes.u16(2) : IN_ORDER;
        if (SlmpHeader.isResponse(bytes, 0)) {
            response(from, key, bytes, size, atNanos);
        } else {
            SlmpRequest request = requests.read(bytes, prefix, size, atNanos);
            open.add(new SlmpOpen.Asked(request, key, from, atNanos));
        }
        return Verdict.consumed(size);
    }

    private int lose(int side, Window bytes) {
        lost[side] = stream;
        begun[side] = 0;
        return Verdict.consumed(stream ? 1 : bytes.length());
    }

    private int waiting(int side, Window bytes, int size, long atNanos) {
        if (stream) {
            begun[side] = bytes.length();
            return Verdict.need(size - bytes.length());
        }
        String detail = "datagram of " + bytes.length() + " bytes, expected " + size;
        facts.anomaly(SlmpAnomaly.BAD_LENGTH, detail, atNanos);
        return Verdict.consumed(bytes.length());
    }

    /** Skips to the next binary header that fits; 0 if it is here. */
    private int search(int side, Window bytes) {
        int at = 0;
        int last = bytes.length() - SlmpHeader.SERIAL - SlmpHeader.ROUTE;
        while (at <= last) {
            int prefix = SlmpHeader.prefix(bytes, at);
            if (prefix != SlmpHeader.NONE
                    && SlmpHeader.fits(bytes, at, prefix)
                    && SlmpHeader.usual(bytes, at, prefix)) {
                lost[side] = false;
                skipped[side] = 0;
                return at;
            }
            at++;
        }
        skipped[side] += at;
        if (skipped[side] > limits.resyncBytes()) {
            return Verdict.MALFORMED;
        }
        return at > 0 ? Verdict.consumed(at) : Verdict.need(1);
    }

    /** A message in ASCII is named and paired; what it carries is not told. */
    private int text(Direction from, int side, Window bytes, long atNanos) {
        int prefix = SlmpText.prefix(bytes);
        if (prefix == 0) {
            String detail = String.format("message begins with %04x, expected a subheader", bytes.u16(0));
            facts.anomaly(SlmpAnomaly.BAD_SUBHEADER, detail, atNanos);
            return lose(side, bytes);
        }
        int size = SlmpText.size(bytes);
        if (size == 0) {
            if (bytes.length() < prefix + 14) {
                return waiting(side, bytes, prefix + 14, atNanos);
            }
            facts.anomaly(SlmpAnomaly.BAD_LENGTH, "no length in ASCII, expected 4 letters", atNanos);
            return lose(side, bytes);
        }
        if (bytes.length() < size) {
            return waiting(side, bytes, size, atNanos);
        }
        begun[side] = 0;
        int code = SlmpText.command(bytes);
        if (bytes.u8(0) == 'D') {
            ended(from, open.take(IN_ORDER, from), SlmpText.endCode(bytes), atNanos);
        } else if (code >= 0) {
            Operation operation = new Operation(
                    SlmpDecoder.PROTOCOL, code, SlmpCommand.name(code), SlmpCommand.access(code), "", null, List.of());
            SlmpRequest request = new SlmpRequest(-1, operation, -1, 0, false, null);
            open.add(new SlmpOpen.Asked(request, IN_ORDER, from, atNanos));
        }
        return Verdict.consumed(size);
    }

    private void response(Direction from, long key, Window bytes, int size, long atNanos) {
        int at = SlmpHeader.prefix(bytes, 0) + SlmpHeader.ROUTE;
        SlmpOpen.Asked asked = open.take(key, from);
        int end = bytes.u16le(at);
        ended(from, asked, end, atNanos);
        if (asked == null || end != 0) {
            return;
        }
        SlmpRequest request = asked.request();
        Points points = request.operation().points();
        Values written = request.written();
        int data = at + 2;
        if (points != null && written != null) {
            facts.value(ValueSeen.Way.WRITTEN, points, written, asked.atNanos());
        } else if (points != null && request.device() >= 0 && request.code() == SlmpCommand.DEVICE_READ) {
            int needed = SlmpDevice.size(request.items(), request.bits());
            if (size - data < needed) {
                String detail = "answer of " + (size - data) + " bytes, expected " + needed;
                facts.anomaly(SlmpAnomaly.RESPONSE_TOO_SHORT, detail, atNanos);
                return;
            }
            Values values = SlmpRequests.values(request.device(), request.bits(), request.items(), bytes, data);
            facts.value(ValueSeen.Way.READ, points, values, atNanos);
        } else if (request.code() == SlmpCommand.READ_TYPE_NAME && size - data >= TYPE_NAME) {
            String model = bytes.latin1(data, TYPE_NAME).replace('\0', ' ').strip();
            List<Attribute> found =
                    List.of(new Attribute("vendor", "Mitsubishi Electric"), new Attribute("model", model));
            facts.identity(from, request.operation().scope(), found, atNanos);
        }
    }

    private void ended(Direction from, SlmpOpen.@Nullable Asked asked, int end, long atNanos) {
        if (asked == null) {
            if (whole) {
                String detail = "end code " + end + " from the " + from + ", expected an open request";
                facts.anomaly(SlmpAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
            }
            return;
        }
        Outcome outcome = end == 0 ? Outcome.SUCCEEDED : Outcome.refused(end, SlmpCommand.endCode(end));
        facts.operation(asked.request().operation(), asked.from(), outcome, asked.atNanos());
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        int side = from == Direction.FROM_ORIGINATOR ? 0 : 1;
        lost[side] = true;
        begun[side] = 0;
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
                facts.anomaly(SlmpAnomaly.TRUNCATED, "message ended after " + waiting + " bytes", atNanos);
            }
        }
        begun[0] = 0;
        begun[1] = 0;
        open.abandon();
    }
}
