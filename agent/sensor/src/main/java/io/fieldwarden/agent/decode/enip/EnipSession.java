package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.enip.cip.CipFacts;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Transport;

/** One EtherNet/IP connection: cuts the stream, or each datagram, into messages. */
final class EnipSession implements ProtocolSession {
    private final EnipLimits limits;
    private final CipFacts facts;
    private final EnipMessages messages;
    private final EnipIo io;
    private final boolean datagrams;
    private final boolean midstream;
    private final Side originator = new Side();
    private final Side responder = new Side();

    /** The stream of one direction. */
    private static final class Side {
        boolean synchronised;
        int skipped;
        /** Bytes of a message that has begun. */
        int begun;
    }

    EnipSession(Connection connection, ObservationSink observations, EnipShared shared, EnipLimits limits) {
        this.limits = limits;
        facts = new CipFacts(connection, observations, limits.cip());
        messages = new EnipMessages(connection, facts, shared, limits);
        io = new EnipIo(connection, facts, shared.links(), limits);
        datagrams = connection.transport() == Transport.UDP;
        midstream = connection.midstream();
        originator.synchronised = datagrams || !connection.midstream();
        responder.synchronised = datagrams || !connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        if (datagrams && EnipShape.io(bytes)) {
            facts.message();
            io.datagram(from, bytes, atNanos);
            return Verdict.consumed(bytes.length());
        }
        Side side = side(from);
        int at = 0;
        if (!side.synchronised) {
            at = synchronise(side, bytes);
            if (at < 0 || !side.synchronised) {
                return at;
            }
        }
        while (at < bytes.length()) {
            int step = message(from, bytes, at, atNanos);
            if (step <= 0) {
                return stopped(side, bytes.length() - at, at, step, atNanos);
            }
            at += step;
        }
        side.begun = 0;
        return Verdict.consumed(at);
    }

    private int stopped(Side side, int left, int at, int verdict, long atNanos) {
        if (verdict == Verdict.MALFORMED) {
            side.begun = 0;
            messages.abandon();
            return verdict;
        }
        if (datagrams) {
            facts.anomaly(EnipAnomaly.BAD_LENGTH, "datagram ends " + -verdict + " bytes early, expected all", atNanos);
            return Verdict.consumed(at + left);
        }
        side.begun = left;
        return at > 0 ? Verdict.consumed(at) : verdict;
    }

    /** Where the first message starts; a verdict as long as there is none. */
    private int synchronise(Side side, Window bytes) {
        int boundary = EnipShape.boundary(bytes);
        if (boundary < 0 && EnipShape.headerPossible(bytes, 0)) {
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
        if (seen < EnipLimits.HEADER) {
            return Verdict.need(EnipLimits.HEADER - seen);
        }
        facts.message();
        int length = bytes.u16le(at + 2);
        if (length > EnipLimits.DATA_MAX) {
            String found = "length " + length + ", expected at most " + EnipLimits.DATA_MAX;
            facts.anomaly(EnipAnomaly.BAD_LENGTH, found, atNanos);
            return Verdict.MALFORMED;
        }
        boolean known = EnipCommand.of(bytes.u16le(at)) != null;
        boolean plain = EnipCommand.isStatus(bytes.i32le(at + 8)) && bytes.i32le(at + 20) == 0;
        if (!known && !plain) {
            String found = String.format("command 0x%04x, expected a message", bytes.u16le(at));
            facts.anomaly(EnipAnomaly.LOST_BOUNDARY, found, atNanos);
            return Verdict.MALFORMED;
        }
        int end = EnipLimits.HEADER + length;
        if (seen < end) {
            return Verdict.need(end - seen);
        }
        messages.message(from, bytes, at, length, atNanos);
        return end;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = side(from);
        side.synchronised = datagrams;
        side.skipped = 0;
        side.begun = 0;
        messages.gap();
    }

    @Override
    public void timePassed(long atNanos) {
        messages.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        facts.message();
        truncated(originator, atNanos);
        truncated(responder, atNanos);
        messages.abandon();
    }

    /** Of a connection that was met under way, more is missing than its end. */
    private void truncated(Side side, long atNanos) {
        if (side.begun > 0 && !midstream) {
            String found = "message ended after " + side.begun + " bytes, expected more";
            facts.anomaly(EnipAnomaly.TRUNCATED, found, atNanos);
            side.begun = 0;
        }
    }

    private Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
