package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import java.util.Arrays;

/** One TLS connection: cuts both directions into records, puts handshake messages together, and skips what is encrypted. */
final class TlsSession implements ProtocolSession {
    private static final byte[] NOTHING = new byte[0];

    private final TlsHandshake handshake;
    private final TlsLimits limits;
    private final Side originator = new Side();
    private final Side responder = new Side();
    private final Window message = new Window();

    /** The stream of one direction. */
    private static final class Side {
        boolean synchronised;
        /** Whether any record was read. */
        boolean begun;
        /** Bytes of a record that are not looked at. */
        int skip;
        /** Whether handshake messages can no longer be read. */
        boolean closed;
        /** Fragments of a handshake message. */
        byte[] fragment = NOTHING;

        int filled;
    }

    TlsSession(Connection connection, TlsHandshake handshake, TlsLimits limits) {
        this.handshake = handshake;
        this.limits = limits;
        originator.synchronised = !connection.midstream();
        responder.synchronised = !connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Side side = side(from);
        if (!side.synchronised) {
            if (bytes.length() < TlsLimits.RECORD_HEADER) {
                return Verdict.need(TlsLimits.RECORD_HEADER - bytes.length());
            }
            if (!TlsRecord.isHeader(bytes, 0)) {
                return Verdict.consumed(bytes.length());
            }
            side.synchronised = true;
        }
        int at = 0;
        int length = bytes.length();
        while (at < length) {
            if (side.skip > 0) {
                int skipped = Math.min(side.skip, length - at);
                side.skip -= skipped;
                at += skipped;
                continue;
            }
            int step = record(from, side, bytes, at, atNanos);
            if (step <= 0) {
                return at > 0 && step != Verdict.MALFORMED ? Verdict.consumed(at) : step;
            }
            at += step;
        }
        return Verdict.consumed(at);
    }

    /** One record at {@code at}: how many bytes of it are done with, or a verdict. */
    private int record(Direction from, Side side, Window bytes, int at, long atNanos) {
        int seen = bytes.length() - at;
        if (seen < TlsLimits.RECORD_HEADER) {
            return Verdict.need(TlsLimits.RECORD_HEADER - seen);
        }
        int type = bytes.u8(at);
        int size = bytes.u16(at + 3);
        if (type < TlsRecord.CHANGE_CIPHER_SPEC
                || type > TlsRecord.HEARTBEAT
                || !TlsRecord.isVersion(bytes.u16(at + 1))) {
            return foreign(from, side, bytes, at, atNanos);
        }
        if (size > TlsLimits.RECORD_MAX) {
            String detail = "record of " + size + " bytes, expected at most " + TlsLimits.RECORD_MAX;
            handshake.facts().anomaly(TlsAnomaly.OVERLONG_RECORD, detail, atNanos);
            return Verdict.MALFORMED;
        }
        side.begun = true;
        boolean read = type == TlsRecord.ALERT || (type == TlsRecord.HANDSHAKE && !side.closed);
        if (!read || handshake.isOver()) {
            if (type == TlsRecord.CHANGE_CIPHER_SPEC) {
                side.closed |= handshake.changeCipherSpec(from, atNanos);
            } else if (type == TlsRecord.APPLICATION_DATA) {
                handshake.encryptedData(from, atNanos);
            } else if (side.closed) {
                handshake.encryptedHandshake(from, atNanos);
            }
            side.skip = size;
            return TlsLimits.RECORD_HEADER;
        }
        int whole = TlsLimits.RECORD_HEADER + size;
        if (seen < whole) {
            return Verdict.need(whole - seen);
        }
        if (type == TlsRecord.HANDSHAKE) {
            handshake.recordVersion(bytes.u16(at + 1));
            fragment(from, side, bytes, at, atNanos);
        } else if (size == 2) {
            handshake.alert(from, bytes.u8(at + 5), bytes.u8(at + 6), atNanos);
        }
        return whole;
    }

    private int foreign(Direction from, Side side, Window bytes, int at, long atNanos) {
        if (!side.begun && (bytes.u8(at) & 0x80) != 0) {
            return oldHello(from, side, bytes, at, atNanos);
        }
        String found = "type " + bytes.u8(at) + " version " + Integer.toHexString(bytes.u16(at + 1))
                + ", expected a record of type 20 to 24 and version 300 to 304";
        TlsAnomaly anomaly = side.begun ? TlsAnomaly.BAD_RECORD : TlsAnomaly.ANSWER_NOT_TLS;
        handshake.facts().anomaly(anomaly, found, atNanos);
        return Verdict.MALFORMED;
    }

    /** A hello in the framing of SSL 2.0 (RFC 5246 E.2). */
    private int oldHello(Direction from, Side side, Window bytes, int at, long atNanos) {
        int whole = 2 + (bytes.u16(at) & 0x7FFF);
        if (bytes.u8(at + 2) != 1 || whole > 4_096 || whole < 11) {
            return Verdict.MALFORMED;
        }
        if (bytes.length() - at < whole) {
            return Verdict.need(whole - bytes.length() + at);
        }
        side.begun = true;
        handshake.oldHello(from, message.over(bytes, at, whole), atNanos);
        return whole;
    }

    /** Handshake messages may share a record or span several (RFC 8446 5.1). */
    private void fragment(Direction from, Side side, Window bytes, int at, long atNanos) {
        int size = bytes.u16(at + 3);
        int start = at + TlsLimits.RECORD_HEADER;
        if (side.filled == 0) {
            int done = messages(from, side, message.over(bytes, start, size), atNanos);
            keep(side, bytes, start + done, size - done);
            return;
        }
        keep(side, bytes, start, size);
        int done = messages(from, side, message.over(side.fragment, 0, side.filled), atNanos);
        System.arraycopy(side.fragment, done, side.fragment, 0, side.filled - done);
        side.filled -= done;
        if (side.filled == 0) {
            side.fragment = NOTHING;
        }
    }

    private static void keep(Side side, Window bytes, int from, int size) {
        if (size == 0 || side.closed) {
            side.filled = 0;
            return;
        }
        if (side.filled + size > side.fragment.length) {
            side.fragment = Arrays.copyOf(side.fragment, Math.max(side.filled + size, 2 * side.fragment.length));
        }
        bytes.copy(from, side.fragment, side.filled, size);
        side.filled += size;
    }

    /** Reads whole messages; returns how many bytes they have. */
    private int messages(Direction from, Side side, Window bytes, long atNanos) {
        int at = 0;
        while (bytes.length() - at >= TlsLimits.MESSAGE_HEADER && !side.closed) {
            int size = bytes.u24(at + 1);
            if (size > limits.handshakeBytes()) {
                String detail = "handshake message of " + size + " bytes, expected at most " + limits.handshakeBytes();
                handshake.facts().anomaly(TlsAnomaly.OVERLONG_HANDSHAKE, detail, atNanos);
                side.closed = true;
                break;
            }
            int whole = TlsLimits.MESSAGE_HEADER + size;
            if (bytes.length() - at < whole) {
                return at;
            }
            handshake.message(
                    from, bytes.u8(at), new Window().over(bytes, at + TlsLimits.MESSAGE_HEADER, size), atNanos);
            at += whole;
        }
        return side.closed ? bytes.length() : at;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = side(from);
        side.filled = 0;
        side.fragment = NOTHING;
        if (missing <= side.skip) {
            side.skip -= (int) missing;
            return;
        }
        side.skip = 0;
        side.synchronised = false;
        side.begun = true;
    }

    @Override
    public void timePassed(long atNanos) {
        handshake.timePassed(atNanos);
    }

    @Override
    public void close(long atNanos) {
        handshake.close(atNanos);
    }

    private Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
