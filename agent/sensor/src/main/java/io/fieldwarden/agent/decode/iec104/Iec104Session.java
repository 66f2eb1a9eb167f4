package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;

/** One connection: cuts the stream into messages and hands each to who reads it. */
final class Iec104Session implements ProtocolSession {
    private final Iec104Limits limits;
    private final Iec104Facts facts;
    private final Iec104Control control;
    private final Iec104Objects objects;
    private final Iec104Side originator;
    private final Iec104Side responder;

    /** @param repeats shared by all connections of the thread */
    Iec104Session(Connection connection, ObservationSink observations, Iec104Repeats repeats, Iec104Limits limits) {
        this.limits = limits;
        boolean beginningSeen = !connection.midstream();
        facts = new Iec104Facts(connection, observations);
        control = new Iec104Control(facts, limits, beginningSeen);
        objects = new Iec104Objects(facts, repeats, limits, beginningSeen);
        originator = new Iec104Side(beginningSeen);
        responder = new Iec104Side(beginningSeen);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Iec104Side side = side(from);
        int at = 0;
        while (at < bytes.length()) {
            int step = side.synchronised ? message(from, bytes, at, atNanos) : synchronise(side, bytes, at);
            if (step < 0) {
                return stopped(side, bytes, at, step);
            }
            at += step;
        }
        side.begun = 0;
        return Verdict.consumed(at);
    }

    private int stopped(Iec104Side side, Window bytes, int at, int verdict) {
        if (verdict == Verdict.MALFORMED) {
            side.begun = 0;
            abandon();
            return verdict;
        }
        side.begun = side.synchronised ? bytes.length() - at : 0;
        return at > 0 ? Verdict.consumed(at) : verdict;
    }

    /** How many bytes to skip, none if a message starts at {@code at}; a verdict where that cannot be said yet. */
    private int synchronise(Iec104Side side, Window bytes, int at) {
        int start = at;
        while (start < bytes.length()) {
            int judged = Iec104Shape.judge(bytes, start);
            if (judged >= Iec104Shape.WEAK && followed(bytes, start)) {
                side.synchronised = true;
                side.skipped = 0;
                return start - at;
            }
            if (judged == Iec104Shape.INCOMPLETE) {
                break;
            }
            start++;
        }
        side.skipped += start - at;
        if (side.skipped > limits.resyncBytes()) {
            return Verdict.MALFORMED;
        }
        return start > at ? start - at : Verdict.need(1);
    }

    private static boolean followed(Window bytes, int at) {
        int end = at + Iec104Shape.length(bytes, at);
        return end == bytes.length() || Iec104Shape.judge(bytes, end) != Iec104Shape.IMPOSSIBLE;
    }

    /** One message at {@code at}: how many bytes it has, 0 if its beginning must be searched for, or a verdict. */
    private int message(Direction from, Window bytes, int at, long atNanos) {
        int seen = bytes.length() - at;
        Iec104Side side = side(from);
        if (bytes.u8(at) != Iec104Limits.START) {
            String detail = "start byte " + bytes.u8(at) + ", expected " + Iec104Limits.START;
            facts.anomaly(Iec104Anomaly.BAD_START, detail, atNanos);
            return lost(side);
        }
        if (seen < Iec104Limits.PREFIX) {
            return Verdict.need(Iec104Limits.PREFIX - seen);
        }
        int length = bytes.u8(at + 1);
        if (length < Iec104Limits.LENGTH_MIN || length > Iec104Limits.LENGTH_MAX) {
            facts.anomaly(Iec104Anomaly.BAD_LENGTH, "length " + length + ", expected 4 to 253", atNanos);
            return lost(side);
        }
        if (seen < Iec104Limits.PREFIX + length) {
            return Verdict.need(Iec104Limits.PREFIX + length - seen);
        }
        control(from, bytes, at, length, atNanos);
        return Iec104Limits.PREFIX + length;
    }

    /** The start of the next message must be searched for: what this side sent in between is not known. */
    private int lost(Iec104Side side) {
        control.gap(side, side == originator ? responder : originator);
        objects.gap();
        side.skipped++;
        return 1;
    }

    private void control(Direction from, Window bytes, int at, int length, long atNanos) {
        int first = bytes.u8(at + 2);
        Iec104Side sender = side(from);
        Iec104Side other = side(from.opposite());
        int received = bytes.u16le(at + 4) >> 1;
        if ((first & 1) == 0) {
            odd((bytes.u8(at + 4) & 1) != 0, bytes, at, atNanos);
            control.received(other, received, atNanos);
            control.sent(sender, bytes.u16le(at + 2) >> 1, atNanos);
            objects.tell(bytes, at + Iec104Limits.APCI, length - Iec104Limits.LENGTH_MIN, from, atNanos);
        } else if ((first & 2) == 0) {
            boolean plain = first == 1 && bytes.u8(at + 3) == 0 && (bytes.u8(at + 4) & 1) == 0;
            odd(!plain || length != Iec104Limits.LENGTH_MIN, bytes, at, atNanos);
            control.received(other, received, atNanos);
        } else {
            boolean plain = Iec104Shape.isFunction(first) && bytes.u8(at + 3) == 0 && bytes.u16le(at + 4) == 0;
            odd(!plain || length != Iec104Limits.LENGTH_MIN, bytes, at, atNanos);
            if (Iec104Shape.isFunction(first)) {
                control.unnumbered(from, sender, other, first, atNanos);
            }
        }
    }

    private void odd(boolean found, Window bytes, int at, long atNanos) {
        if (found) {
            String detail = String.format(
                    "control fields %08x of length %d, expected those of one format",
                    bytes.i32(at + 2), bytes.u8(at + 1));
            facts.anomaly(Iec104Anomaly.BAD_CONTROL_FIELD, detail, atNanos);
        }
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        control.gap(side(from), side(from.opposite()));
        objects.gap();
    }

    @Override
    public void timePassed(long atNanos) {
        control.expire(Direction.FROM_ORIGINATOR, originator, atNanos);
        control.expire(Direction.FROM_RESPONDER, responder, atNanos);
        objects.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        truncated(originator, atNanos);
        truncated(responder, atNanos);
        abandon();
    }

    private void truncated(Iec104Side side, long atNanos) {
        if (side.begun > 0) {
            String detail = "message ended after " + side.begun + " bytes, expected more";
            facts.anomaly(Iec104Anomaly.TRUNCATED, detail, atNanos);
            side.begun = 0;
        }
    }

    private void abandon() {
        control.abandon(Direction.FROM_ORIGINATOR, originator);
        control.abandon(Direction.FROM_RESPONDER, responder);
        objects.abandon();
    }

    private Iec104Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
