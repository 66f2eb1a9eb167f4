package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;

/** One connection: cuts both directions into messages and hands their heads on; what follows a head is skipped. */
final class SmbSession implements ProtocolSession {
    private final SmbFacts facts;
    private final SmbLimits limits;
    private final SmbOutstanding outstanding;
    private final SmbNew smb2;
    private final SmbOld smb1;
    private final Side originator = new Side();
    private final Side responder = new Side();
    private final Window head = new Window();
    private boolean encrypted;

    /** The stream of one direction. */
    private static final class Side {
        boolean synchronised;
        /** Bytes of a message that are not looked at. */
        int skip;
    }

    SmbSession(Connection connection, SmbFacts facts, SmbLimits limits) {
        this.facts = facts;
        this.limits = limits;
        boolean midstream = connection.midstream();
        outstanding = new SmbOutstanding(facts, !midstream);
        smb2 = new SmbNew(facts, outstanding);
        smb1 = new SmbOld(facts, outstanding);
        originator.synchronised = !midstream;
        responder.synchronised = !midstream;
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Side side = side(from);
        int at = 0;
        while (at < bytes.length()) {
            int left = bytes.length() - at;
            if (side.skip > 0) {
                int skipped = Math.min(side.skip, left);
                side.skip -= skipped;
                at += skipped;
                continue;
            }
            int step = message(from, side, bytes, at, atNanos);
            if (step <= 0) {
                return at > 0 && step != Verdict.MALFORMED ? Verdict.consumed(at) : step;
            }
            at += step;
        }
        return Verdict.consumed(at);
    }

    private int message(Direction from, Side side, Window bytes, int at, long atNanos) {
        int left = bytes.length() - at;
        if (left < SmbFrame.HEADER) {
            return Verdict.need(SmbFrame.HEADER - left);
        }
        int type = bytes.u8(at);
        int size = bytes.u24(at + 1);
        if (!side.synchronised) {
            boolean begins = type == SmbFrame.MESSAGE && left >= 8 && SmbFrame.isMagic(bytes, at + 4);
            side.synchronised = begins;
            if (!begins) {
                return left;
            }
        }
        if (!SmbFrame.isType(type)) {
            String detail = "type " + type + ", expected 0 or 129 to 133";
            facts.anomaly(SmbAnomaly.BAD_SESSION_MESSAGE, detail, atNanos);
            return Verdict.MALFORMED;
        }
        int wanted = SmbFrame.HEADER + Math.min(size, limits.headBytes());
        if (left < wanted) {
            return Verdict.need(wanted - left);
        }
        side.skip = SmbFrame.HEADER + size - wanted;
        if (type != SmbFrame.MESSAGE) {
            control(from, bytes, at, wanted - SmbFrame.HEADER, atNanos);
        } else if (size > 0 && !read(from, head.over(bytes, at + SmbFrame.HEADER, wanted - SmbFrame.HEADER), atNanos)) {
            return Verdict.MALFORMED;
        }
        return wanted;
    }

    private boolean read(Direction from, Window message, long atNanos) {
        if (message.length() < SmbFrame.SHORTEST || !SmbFrame.isMagic(message, 0)) {
            String detail = message.length() + " bytes, expected an SMB header";
            facts.anomaly(SmbAnomaly.BAD_HEADER, detail, atNanos);
            return false;
        }
        return switch (message.u8(0)) {
            case SmbFrame.OLD -> smb1.message(from, message, atNanos);
            case SmbFrame.NEW -> smb2.messages(from, message, atNanos);
            case SmbFrame.ENCRYPTED -> transformed(from, "encrypted", atNanos);
            default -> transformed(from, "compressed", atNanos);
        };
    }

    /** From here nothing can be read (MS-SMB2 2.2.41, 2.2.42); told once. */
    private boolean transformed(Direction from, String how, long atNanos) {
        outstanding.lost();
        if (!encrypted) {
            encrypted = true;
            SmbRequest told = new SmbRequest(-1, how, Access.SESSION, atNanos);
            outstanding.asks(from);
            outstanding.tell(told, Outcome.ONE_WAY);
        }
        return true;
    }

    private void control(Direction from, Window bytes, int at, int size, long atNanos) {
        int type = bytes.u8(at);
        if (type == SmbFrame.SESSION_REQUEST && size >= 68) {
            SmbRequest request = new SmbRequest(type, "session_request", Access.SESSION, atNanos);
            request.add("called_name", name(bytes, at + 5));
            request.add("calling_name", name(bytes, at + 39));
            outstanding.asks(from);
            outstanding.add(Long.MIN_VALUE, request);
        } else if (type == SmbFrame.POSITIVE || type == SmbFrame.NEGATIVE) {
            SmbRequest request = outstanding.find(Long.MIN_VALUE);
            if (request != null) {
                outstanding.remove(Long.MIN_VALUE);
                int code = size > 0 ? bytes.u8(at + SmbFrame.HEADER) : 0;
                boolean refused = type == SmbFrame.NEGATIVE;
                outstanding.tell(
                        request, refused ? Outcome.refused(code, "negative_session_response") : Outcome.SUCCEEDED);
            }
        }
    }

    /** A NetBIOS name, half a byte in each letter (RFC 1001 14.1), without its suffix. */
    private static String name(Window bytes, int at) {
        StringBuilder name = new StringBuilder(16);
        for (int index = 0; index < 15; index++) {
            int letter = ((bytes.u8(at + 2 * index) - 'A') << 4) | ((bytes.u8(at + 2 * index + 1) - 'A') & 0xF);
            name.append(letter >= ' ' && letter < 0x7F ? (char) letter : ' ');
        }
        return name.toString().strip();
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = side(from);
        if (missing <= side.skip) {
            side.skip -= (int) missing;
            return;
        }
        side.skip = 0;
        side.synchronised = false;
        outstanding.lost();
    }

    @Override
    public void timePassed(long atNanos) {
        outstanding.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        outstanding.close();
    }

    private Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
