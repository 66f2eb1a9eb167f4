package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Outcome;

/** One Modbus/TCP connection: cuts the stream into messages and pairs answers with their requests. */
final class ModbusSession implements ProtocolSession {
    private static final int BROADCAST = 0;

    private final Connection connection;
    private final ModbusLimits limits;
    private final ModbusFacts facts;
    private final ModbusRequests requests;
    private final ModbusReplies replies;
    private final ModbusOutstanding outstanding;
    private final Side originator;
    private final Side responder;
    private boolean clientKnown;
    /** Whether every request since the last gap was seen, so that an answer without one means something. */
    private boolean requestsSeen;

    /** The stream of one direction. */
    private static final class Side {
        boolean synchronised;
        int skipped;
        /** Bytes of a message that has begun. */
        int begun;
    }

    /** @param repeats shared by all connections of the thread */
    ModbusSession(Connection connection, ObservationSink observations, ModbusRepeats repeats, ModbusLimits limits) {
        this.connection = connection;
        this.limits = limits;
        facts = new ModbusFacts(connection, observations);
        requests = new ModbusRequests(facts, repeats, limits);
        replies = new ModbusReplies(facts, limits);
        outstanding = new ModbusOutstanding(limits.outstandingMax());
        originator = new Side();
        responder = new Side();
        originator.synchronised = !connection.midstream();
        responder.synchronised = !connection.midstream();
        clientKnown = !connection.midstream() && !isReversed(connection);
        requestsSeen = !connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Side side = side(from);
        int at = 0;
        if (!side.synchronised) {
            at = synchronise(side, bytes);
            if (at < 0 || !side.synchronised) {
                return at;
            }
        }
        while (bytes.length() - at > 0) {
            int step = message(from, bytes, at, atNanos);
            if (step <= 0) {
                return stopped(side, bytes, at, step, atNanos);
            }
            at += step;
        }
        side.begun = 0;
        return Verdict.consumed(at);
    }

    private int stopped(Side side, Window bytes, int at, int verdict, long atNanos) {
        if (verdict == Verdict.MALFORMED) {
            side.begun = 0;
            abandon(atNanos);
            return verdict;
        }
        side.begun = bytes.length() - at;
        return at > 0 ? Verdict.consumed(at) : verdict;
    }

    /** Where the first message starts; a verdict as long as there is none. */
    private int synchronise(Side side, Window bytes) {
        int boundary = ModbusFraming.boundary(bytes);
        if (boundary < 0 && ModbusFraming.mayStart(bytes)) {
            boundary = 0;
        }
        if (boundary >= 0) {
            side.synchronised = true;
            side.skipped = 0;
            return boundary;
        }
        side.skipped += bytes.length();
        return side.skipped > limits.resyncBytes() ? Verdict.MALFORMED : Verdict.consumed(bytes.length());
    }

    /** One message at {@code at}: how many bytes it has, or a verdict. */
    private int message(Direction from, Window bytes, int at, long atNanos) {
        int seen = bytes.length() - at;
        if (seen < ModbusLimits.HEADER + 1) {
            return Verdict.need(ModbusLimits.HEADER + 1 - seen);
        }
        int length = bytes.u16(at + 4);
        if (!ModbusShape.lengthPossible(length) && !ModbusUmas.lengthPossible(bytes.u8(at + 7), length)) {
            return untrusted(bytes, at, length, atNanos);
        }
        int end = ModbusLimits.PREFIX + length;
        if (bytes.u16(at + 2) != 0 && !foreign(bytes, at, end, atNanos)) {
            return Verdict.MALFORMED;
        }
        if (seen < end) {
            return Verdict.need(end - seen);
        }
        if (isRequest(from, bytes, at, length - 1)) {
            request(bytes, at, length - 1, atNanos);
        } else {
            response(bytes, at, length - 1, atNanos);
        }
        return end;
    }

    /** A length that cannot be: where the next message starts is unknown. */
    private int untrusted(Window bytes, int at, int length, long atNanos) {
        boolean sane = bytes.u16(at + 2) == 0;
        ModbusAnomaly anomaly = !sane
                ? ModbusAnomaly.BAD_PROTOCOL_ID
                : length < ModbusLimits.LENGTH_MIN ? ModbusAnomaly.BAD_LENGTH : ModbusAnomaly.OVERLONG_ADU;
        String found = sane ? "length " + length + ", expected 2 to 254" : badProtocol(bytes, at);
        facts.anomaly(anomaly, found, atNanos);
        return Verdict.MALFORMED;
    }

    /** Tells a bad protocol id; whether the message is Modbus otherwise, so that going on makes sense. */
    private boolean foreign(Window bytes, int at, int end, long atNanos) {
        if (bytes.length() - at < end) {
            boolean possible = ModbusFunction.isPublic(bytes.u8(at + 7) & ~ModbusFunction.EXCEPTION);
            if (!possible) {
                facts.anomaly(ModbusAnomaly.BAD_PROTOCOL_ID, badProtocol(bytes, at), atNanos);
            }
            return possible;
        }
        facts.anomaly(ModbusAnomaly.BAD_PROTOCOL_ID, badProtocol(bytes, at), atNanos);
        return ModbusShape.of(bytes, at + ModbusLimits.HEADER, end - ModbusLimits.HEADER) != 0;
    }

    private static String badProtocol(Window bytes, int at) {
        return "protocol id " + bytes.u16(at + 2) + ", expected 0";
    }

    /** Who asks is the originator; where that is in doubt shape decides, and where it cannot, the port. */
    private boolean isRequest(Direction from, Window bytes, int at, int pduLength) {
        if (!clientKnown) {
            int shape = ModbusShape.of(bytes, at + ModbusLimits.HEADER, pduLength)
                    & (ModbusShape.REQUEST | ModbusShape.RESPONSE);
            if (shape == ModbusShape.REQUEST || shape == ModbusShape.RESPONSE) {
                facts.client(shape == ModbusShape.REQUEST ? from : from.opposite());
                clientKnown = true;
            } else {
                facts.client(isReversed(connection) ? Direction.FROM_RESPONDER : Direction.FROM_ORIGINATOR);
            }
        }
        return from == facts.client();
    }

    /** Whether the originator has the server's port. */
    private static boolean isReversed(Connection connection) {
        return connection.originator().port() == ModbusDecoder.PORT
                && connection.responder().port() != ModbusDecoder.PORT;
    }

    private void request(Window bytes, int at, int pduLength, long atNanos) {
        int transaction = bytes.u16(at);
        int unit = bytes.u8(at + ModbusLimits.PREFIX);
        int key = ModbusOutstanding.key(transaction, unit);
        requestsSeen = true;
        ModbusPdu request = requests.read(bytes, at + ModbusLimits.PREFIX, pduLength, atNanos);
        if (outstanding.size() > 0) {
            expire(atNanos);
            if (outstanding.find(key) >= 0) {
                String detail = "tid " + transaction + " for unit " + unit + " is still open, expected another";
                facts.anomaly(ModbusAnomaly.DUPLICATE_TRANSACTION, detail, atNanos);
            }
            if (outstanding.isFull()) {
                String detail = (outstanding.size() + 1) + " requests open, expected at most " + outstanding.size();
                facts.anomaly(ModbusAnomaly.TOO_MANY_OUTSTANDING, detail, atNanos);
                unanswered(0);
            }
        }
        outstanding.add(key, request, atNanos);
    }

    private void response(Window bytes, int at, int pduLength, long atNanos) {
        int transaction = bytes.u16(at);
        int unitAt = at + ModbusLimits.PREFIX;
        int function = bytes.u8(unitAt + 1) & ~ModbusFunction.EXCEPTION;
        int key = ModbusOutstanding.key(transaction, bytes.u8(unitAt));
        int index = outstanding.find(key, function);
        if (index < 0) {
            index = outstanding.findAnyUnit(transaction, function);
            if (index >= 0) {
                String detail = "tid " + transaction + " answered by unit " + bytes.u8(unitAt) + ", expected "
                        + outstanding.unit(index);
                facts.anomaly(ModbusAnomaly.UNIT_MISMATCH, detail, atNanos);
            }
        }
        if (index < 0) {
            unmatched(bytes, at, pduLength, outstanding.find(key), atNanos);
            return;
        }
        ModbusPdu request = outstanding.request(index);
        long asked = outstanding.time(index);
        outstanding.remove(index);
        replies.look(bytes, unitAt, pduLength, atNanos);
        replies.answer(request, asked);
    }

    /** An answer that completes nothing; {@code other} is an open request of its transaction, for another function. */
    private void unmatched(Window bytes, int at, int pduLength, int other, long atNanos) {
        int function = bytes.u8(at + ModbusLimits.HEADER);
        if (other >= 0) {
            String detail = "tid " + bytes.u16(at) + " answered with function " + function + ", expected "
                    + outstanding.request(other).function();
            facts.anomaly(ModbusAnomaly.RESPONSE_MISMATCH, detail, atNanos);
        } else if (requestsSeen) {
            String detail = "tid " + bytes.u16(at) + " of unit " + bytes.u8(at + ModbusLimits.PREFIX) + ", function "
                    + function + ": expected an open request";
            facts.anomaly(ModbusAnomaly.RESPONSE_WITHOUT_REQUEST, detail, atNanos);
        }
        replies.unasked(bytes, at + ModbusLimits.PREFIX, pduLength, atNanos);
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = side(from);
        side.synchronised = false;
        side.skipped = 0;
        side.begun = 0;
        if (from == facts.client()) {
            requestsSeen = false;
        }
    }

    @Override
    public void timePassed(long atNanos) {
        expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        truncated(originator, Direction.FROM_ORIGINATOR, atNanos);
        truncated(responder, Direction.FROM_RESPONDER, atNanos);
        abandon(atNanos);
    }

    private void truncated(Side side, Direction from, long atNanos) {
        if (side.begun > 0) {
            String what = from == facts.client() ? "request" : "answer";
            facts.anomaly(
                    ModbusAnomaly.TRUNCATED, what + " ended after " + side.begun + " bytes, expected more", atNanos);
            side.begun = 0;
        }
    }

    /** Tells everything that is open. */
    private void abandon(long atNanos) {
        replies.finish(atNanos);
        while (outstanding.size() > 0) {
            unanswered(0);
        }
    }

    private void expire(long atNanos) {
        while (outstanding.size() > 0 && atNanos - outstanding.time(0) > limits.answerNanos()) {
            unanswered(0);
        }
    }

    private void unanswered(int index) {
        ModbusPdu request = outstanding.request(index);
        long asked = outstanding.time(index);
        boolean broadcast = outstanding.unit(index) == BROADCAST
                && isBroadcast(request.operation().access());
        outstanding.remove(index);
        if (broadcast || isSilent(request)) {
            replies.broadcast(request, asked);
        } else {
            replies.unfinished(request, Outcome.UNANSWERED, asked);
        }
    }

    /** Only what changes something can be addressed to every device at once. */
    private static boolean isBroadcast(Access access) {
        return access == Access.WRITE || access == Access.EXECUTE || access == Access.CONFIGURE;
    }

    /** Clause 6.8: a device that is forced to listen only does not answer. */
    private static boolean isSilent(ModbusPdu request) {
        return request instanceof ModbusPdu.Diagnostic diagnostic
                && diagnostic.sub() == ModbusDiagnostic.FORCE_LISTEN_ONLY_MODE;
    }

    private Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
