package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.decode.Cotp;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import java.util.Arrays;

/** What is known of one connection: TPKTs, their transport PDUs, and messages put together from them. */
final class MmsSession implements ProtocolSession {
    private static final int TPKT = 4;
    private static final int USUAL = 1024;
    /** The code of a data PDU and its one parameter, with the length before them. */
    private static final int DATA_HEADER = 3;

    private static final class Side {
        byte[] pieces = new byte[0];
        int length;
        boolean tooLong;
        boolean lost;
        int begun;
        int skipped;
    }

    private final MmsFacts facts;
    private final MmsLimits limits;
    private final MmsConversation conversation;
    private final MmsLayers layers;
    private final Side[] sides = {new Side(), new Side()};
    private final Cotp cotp = new Cotp();
    private final Window part = new Window();

    MmsSession(MmsFacts facts, MmsLimits limits) {
        this.facts = facts;
        this.limits = limits;
        this.conversation = new MmsConversation(facts, limits);
        this.layers = new MmsLayers(facts, conversation);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        facts.begin();
        Side side = sides[(from == Direction.FROM_ORIGINATOR ? 0 : 1)];
        if (side.lost) {
            int verdict = search(side, bytes);
            if (verdict != 0) {
                return verdict;
            }
        }
        int length = cotp.read(bytes);
        if (length == Cotp.INCOMPLETE) {
            side.begun = bytes.length();
            return Verdict.need(cotp.wanted() - bytes.length());
        }
        side.begun = 0;
        if (length == Cotp.NOT_TPKT) {
            return noTransport(side, bytes, atNanos);
        }
        if (cotp.type() == Cotp.DATA) {
            data(from, side, bytes, atNanos);
        } else if (cotp.type() == Cotp.DISCONNECT_REQUEST || cotp.type() == Cotp.ERROR) {
            conversation.refused(from, "transport_refused", atNanos);
        }
        return Verdict.consumed(length);
    }

    /** Nonsense where a TPKT should be: the length it may give is not trusted either, the next data PDU is looked for. */
    private int noTransport(Side side, Window bytes, long atNanos) {
        if (bytes.length() < TPKT + DATA_HEADER && bytes.u8(0) == 3) {
            return Verdict.need(TPKT + DATA_HEADER - bytes.length());
        }
        String detail = bytes.u8(0) == 3
                ? "TPKT without a transport PDU, expected one"
                : "first byte " + bytes.u8(0) + ", expected a TPKT of version 3";
        facts.anomaly(MmsAnomaly.BAD_TRANSPORT, detail, atNanos);
        forget(side);
        side.lost = true;
        side.skipped = 0;
        return Verdict.consumed(1);
    }

    /** Looks for the next data PDU; as many bytes as are none are done with. */
    private int search(Side side, Window bytes) {
        int start = boundary(bytes);
        if (start == 0) {
            side.lost = false;
            return 0;
        }
        if (start < 0 && bytes.length() < TPKT + DATA_HEADER) {
            return Verdict.need(TPKT + DATA_HEADER - bytes.length());
        }
        int skipped = start > 0 ? start : bytes.length() - (TPKT + DATA_HEADER) + 1;
        side.skipped += skipped;
        return side.skipped > limits.resyncBytes() ? Verdict.MALFORMED : Verdict.consumed(skipped);
    }

    /** Index of the next TPKT that holds a whole transport PDU, -1 if there is none. */
    private int boundary(Window bytes) {
        for (int at = 0; at + TPKT + DATA_HEADER <= bytes.length(); at++) {
            boolean possible = bytes.u16(at) == 0x0300
                    && bytes.u8(at + TPKT) == 2
                    && bytes.u8(at + TPKT + 1) == Cotp.DATA
                    && bytes.u16(at + 2) > TPKT + DATA_HEADER;
            if (possible) {
                return at;
            }
        }
        return -1;
    }

    private void data(Direction from, Side side, Window bytes, long atNanos) {
        int size = cotp.dataLength();
        if (cotp.lastOfData() && side.length == 0 && !side.tooLong) {
            if (size > 0) {
                layers.message(from, part.over(bytes, cotp.dataStart(), size), atNanos);
            }
            return;
        }
        if (side.length + size > limits.messageBytes()) {
            if (!side.tooLong) {
                String detail =
                        "at least " + (side.length + size) + " bytes, expected at most " + limits.messageBytes();
                facts.anomaly(MmsAnomaly.MESSAGE_OVER_LIMIT, detail, atNanos);
            }
            side.tooLong = true;
        }
        if (!side.tooLong) {
            append(side, bytes, size);
        }
        if (cotp.lastOfData()) {
            if (!side.tooLong && side.length > 0) {
                layers.message(from, part.over(side.pieces, 0, side.length), atNanos);
            }
            forget(side);
        }
    }

    private void append(Side side, Window bytes, int size) {
        if (side.length + size > side.pieces.length) {
            int room = Math.max(side.length + size, Math.min(limits.messageBytes(), 2 * side.length + USUAL));
            side.pieces = Arrays.copyOf(side.pieces, room);
        }
        bytes.copy(cotp.dataStart(), side.pieces, side.length, size);
        side.length += size;
    }

    private static void forget(Side side) {
        side.pieces = new byte[0];
        side.length = 0;
        side.tooLong = false;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = sides[(from == Direction.FROM_ORIGINATOR ? 0 : 1)];
        forget(side);
        side.lost = true;
        side.skipped = 0;
        side.begun = 0;
        conversation.gap(from);
    }

    @Override
    public void timePassed(long atNanos) {
        conversation.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        facts.begin();
        for (Side side : sides) {
            if (side.begun > 0) {
                String detail = "a TPKT ended after " + side.begun + " bytes, expected more";
                facts.anomaly(MmsAnomaly.TRUNCATED, detail, atNanos);
                side.begun = 0;
            }
        }
        conversation.close();
    }
}
