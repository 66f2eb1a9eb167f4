package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Cotp;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection: takes TPKT and COTP apart, puts messages together and hands them to the protocol they belong to. */
final class S7Session implements ProtocolSession {
    private static final int TPKT_MAX = 65_535;

    private final S7Facts facts;
    private final S7Limits limits;
    private final S7Exchange exchange;
    private final S7Connect connect;
    private final S7Repeats repeats;
    private final Cotp cotp = new Cotp();
    private final Window message = new Window();
    private final Side[] sides = {new Side(), new Side()};
    private @Nullable S7Jobs jobs;
    private @Nullable S7Userdata userdata;
    private @Nullable S7PlusSession plus;
    private final S7Message read = new S7Message();

    private static final class Side {
        /** Whether the next byte begins a TPKT. */
        boolean synchronised;
        /** Bytes skipped in search of one. */
        int skipped;
        /** Bytes there of a message that is not whole yet. */
        int begun;
        /** Parts of a message from PDUs without end of transmission. */
        byte[] parts = new byte[0];

        int partsLength;
        boolean overlong;
    }

    S7Session(Connection connection, ObservationSink observations, S7Repeats repeats, S7Limits limits) {
        this.facts = new S7Facts(connection, observations, limits);
        this.limits = limits;
        this.repeats = repeats;
        this.exchange = new S7Exchange(facts);
        this.connect = new S7Connect(facts);
        sides[0].synchronised = !connection.midstream();
        sides[1].synchronised = !connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Side side = sides[S7Facts.index(from)];
        facts.begin();
        if (!side.synchronised) {
            int verdict = synchronise(side, bytes, atNanos);
            if (verdict != 0) {
                return verdict;
            }
        }
        int size = cotp.read(bytes);
        if (size == Cotp.INCOMPLETE) {
            side.begun = bytes.length();
            return Verdict.need(Math.max(1, Math.min(TPKT_MAX, cotp.wanted()) - bytes.length()));
        }
        side.begun = 0;
        if (size == Cotp.NOT_TPKT) {
            return lost(side, bytes, atNanos);
        }
        if (cotp.type() == Cotp.DATA) {
            data(side, from, bytes, atNanos);
        } else {
            connect.pdu(cotp, bytes, from, atNanos);
        }
        return Verdict.consumed(size);
    }

    /** After a gap or in mid-stream: 0 if a message begins at the first byte. */
    private int synchronise(Side side, Window bytes, long atNanos) {
        int at = S7Message.boundary(bytes, 0);
        if (at == 0 || S7Message.mayStart(bytes)) {
            side.synchronised = at == 0 || bytes.length() > 6;
            side.skipped = 0;
            return side.synchronised ? 0 : Verdict.need(7 - bytes.length());
        }
        int skip = at > 0 ? at : bytes.length();
        side.skipped += skip;
        if (side.skipped > limits.resyncBytes()) {
            facts.anomaly(S7Anomaly.BAD_TPKT, "no message in " + side.skipped + " bytes, expected one", atNanos);
            return Verdict.MALFORMED;
        }
        return Verdict.consumed(skip);
    }

    private int lost(Side side, Window bytes, long atNanos) {
        String detail = String.format(Locale.ROOT, "0x%02x, expected a TPKT with version 3 and a PDU", bytes.u8(0));
        facts.anomaly(S7Anomaly.BAD_TPKT, detail, atNanos);
        int at = S7Message.boundary(bytes, 1);
        if (at < 0) {
            return Verdict.MALFORMED;
        }
        side.partsLength = 0;
        return Verdict.consumed(at);
    }

    /** Data PDUs up to the one with end of transmission make a message; empty ones only keep the connection alive. */
    private void data(Side side, Direction from, Window bytes, long atNanos) {
        int length = cotp.dataLength();
        if (length == 0 && (side.partsLength == 0 || !cotp.lastOfData())) {
            return;
        }
        if (cotp.lastOfData() && side.partsLength == 0 && !side.overlong) {
            message(from, message.over(bytes, cotp.dataStart(), length), atNanos);
            return;
        }
        if (side.overlong || side.partsLength + length > limits.messageBytes()) {
            if (!side.overlong) {
                String detail = (side.partsLength + length) + " bytes, expected at most " + limits.messageBytes();
                facts.anomaly(S7Anomaly.OVERLONG_MESSAGE, detail, atNanos);
            }
            side.overlong = !cotp.lastOfData();
            side.partsLength = 0;
            return;
        }
        if (side.parts.length < side.partsLength + length) {
            side.parts = Arrays.copyOf(side.parts, Math.max(2 * side.partsLength, side.partsLength + length));
        }
        bytes.copy(cotp.dataStart(), side.parts, side.partsLength, length);
        side.partsLength += length;
        if (cotp.lastOfData()) {
            message(from, message.over(side.parts, 0, side.partsLength), atNanos);
            side.partsLength = 0;
        }
    }

    private void message(Direction from, Window bytes, long atNanos) {
        int id = bytes.u8(0);
        S7PlusSession plusSession = plus;
        if (plusSession != null && plusSession.isEncrypted()) {
            plusSession.encrypted(from, bytes, atNanos);
        } else if (id == S7Message.PROTOCOL_ID) {
            classic(from, bytes, atNanos);
        } else if (id == S7PlusFrame.PROTOCOL_ID) {
            if (plusSession == null) {
                plusSession = new S7PlusSession(facts, exchange);
                plus = plusSession;
                facts.connection.recognised(S7Decoder.PLUS);
            }
            plusSession.frame(from, bytes, atNanos);
        } else {
            String detail = String.format(Locale.ROOT, "0x%02x, expected 0x32 or 0x72", id);
            facts.anomaly(S7Anomaly.UNKNOWN_PROTOCOL_ID, detail, atNanos);
        }
    }

    private void classic(Direction from, Window bytes, long atNanos) {
        if (!read.read(bytes, 0, bytes.length())) {
            facts.anomaly(S7Anomaly.LENGTH_MISMATCH, read.fault, atNanos);
            return;
        }
        int size = read.dataAt + read.dataLength;
        if (size < bytes.length()) {
            String detail = bytes.length() + " bytes, expected " + size;
            facts.anomaly(S7Anomaly.LENGTH_MISMATCH, detail, atNanos);
        }
        exchange.expire(atNanos);
        switch (read.kind) {
            case S7Message.JOB -> jobs().job(read, from, atNanos);
            case S7Message.ACK, S7Message.ACK_DATA -> jobs().answer(read, from, atNanos);
            case S7Message.USERDATA -> userdata().message(read, from, atNanos);
            default -> {
                String detail = read.kind + ", expected 1, 2, 3 or 7";
                facts.anomaly(S7Anomaly.UNKNOWN_ROSCTR, detail, atNanos);
            }
        }
    }

    private S7Jobs jobs() {
        S7Jobs known = jobs;
        if (known == null) {
            known = new S7Jobs(facts, exchange, repeats);
            jobs = known;
        }
        return known;
    }

    private S7Userdata userdata() {
        S7Userdata known = userdata;
        if (known == null) {
            known = new S7Userdata(facts, exchange);
            userdata = known;
        }
        return known;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = sides[S7Facts.index(from)];
        side.synchronised = false;
        side.skipped = 0;
        side.begun = 0;
        side.partsLength = 0;
        side.overlong = false;
        exchange.missed(from);
        S7PlusSession plusSession = plus;
        if (plusSession != null) {
            plusSession.missed(from);
        }
    }

    @Override
    public void timePassed(long atNanos) {
        exchange.expire(atNanos);
        connect.timePassed(atNanos);
    }

    @Override
    public void close(long atNanos) {
        facts.begin();
        for (Side side : sides) {
            int begun = side.begun + side.partsLength;
            if (begun > 0) {
                facts.anomaly(S7Anomaly.TRUNCATED, "ended after " + begun + " bytes, expected more", atNanos);
            }
        }
        connect.unanswered();
        exchange.abandon();
    }
}
