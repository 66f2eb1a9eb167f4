package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.LinkedHashMap;
import java.util.Map;

/** One DNP3 connection: cuts the stream into frames, checks them, and puts their segments together. */
final class Dnp3Session implements ProtocolSession {
    private final Dnp3Facts facts;
    private final Dnp3Limits limits;
    private final Dnp3Frame frame = new Dnp3Frame();
    private final Dnp3LinkRequests link;
    private final Dnp3Application application;
    private final Map<Long, Dnp3Assembly> assemblies = new LinkedHashMap<>();
    private final Side originator = new Side();
    private final Side responder = new Side();
    private final boolean datagrams;

    /** The stream of one direction. */
    private static final class Side {
        /** Bytes skipped since the last frame. */
        int skipped;
        /** Whether something is missing before what comes next, so that it need not start with a frame. */
        boolean torn;
        /** Bytes of a frame that has begun. */
        int begun;
    }

    /** @param repeats shared by all connections of the thread */
    Dnp3Session(Connection connection, Dnp3Facts facts, Dnp3Repeats repeats, Dnp3Limits limits) {
        this.facts = facts;
        this.limits = limits;
        datagrams = connection.transport() == Transport.UDP;
        link = new Dnp3LinkRequests(facts, limits);
        application = new Dnp3Application(facts, repeats, limits, connection.midstream());
        originator.torn = connection.midstream();
        responder.torn = connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Side side = side(from);
        facts.begin();
        int at = 0;
        while (at < bytes.length()) {
            int step = step(side, from, bytes, at, atNanos);
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
            return verdict;
        }
        int left = bytes.length() - at;
        if (datagrams) {
            truncated("datagram", left, atNanos);
            return Verdict.consumed(bytes.length());
        }
        side.begun = left;
        return at > 0 ? Verdict.consumed(at) : verdict;
    }

    /** One frame at {@code at}, or what is none: how many bytes it has, or a verdict. */
    private int step(Side side, Direction from, Window bytes, int at, long atNanos) {
        int seen = bytes.length() - at;
        if (!Dnp3Frame.possible(bytes, at)) {
            return skip(side, bytes, at, atNanos);
        }
        if (seen < Dnp3Limits.HEADER) {
            return Verdict.need(Dnp3Limits.HEADER - seen);
        }
        int length = Dnp3Frame.length(bytes, at);
        if (seen < length) {
            return Verdict.need(length - seen);
        }
        side.skipped = 0;
        side.torn = false;
        int wrong = frame.read(bytes, at);
        if (wrong > 0) {
            String found = "check of block " + wrong + " from " + frame.source() + " to " + frame.destination();
            facts.anomaly(Dnp3Anomaly.DATA_CRC, found + " is wrong, expected the one of its bytes", atNanos);
        } else {
            link(from, atNanos);
        }
        return length;
    }

    /** Looks for the next frame; tells once why it had to. */
    private int skip(Side side, Window bytes, int at, long atNanos) {
        int next = Dnp3Frame.next(bytes, at + 1);
        if (side.skipped == 0 && !side.torn) {
            boolean started = bytes.length() - at >= Dnp3Limits.HEADER
                    && bytes.u8(at) == Dnp3Frame.START_1
                    && bytes.u8(at + 1) == Dnp3Frame.START_2;
            if (!started) {
                String found = String.format("byte 0x%02x where a frame starts, expected 0x05 0x64", bytes.u8(at));
                facts.anomaly(Dnp3Anomaly.BAD_START, found, atNanos);
            } else if (bytes.u8(at + 2) < Dnp3Limits.LENGTH_MIN) {
                facts.anomaly(Dnp3Anomaly.BAD_LENGTH, "length " + bytes.u8(at + 2) + ", expected 5 to 255", atNanos);
            } else {
                String found =
                        "check of the header of a frame from " + bytes.u16le(at + 6) + " to " + bytes.u16le(at + 4);
                facts.anomaly(Dnp3Anomaly.HEADER_CRC, found + " is wrong, expected the one of its bytes", atNanos);
            }
        }
        side.skipped += next - at;
        return side.skipped > limits.resyncBytes() ? Verdict.MALFORMED : next - at;
    }

    private void link(Direction from, long atNanos) {
        int function = frame.function();
        boolean primary = frame.primary();
        boolean wrong = primary
                && Dnp3LinkRequests.Function.isDefined(true, function)
                && frame.frameCountValid() != Dnp3LinkRequests.Function.counts(function);
        if (!Dnp3LinkRequests.Function.isDefined(primary, function) || wrong) {
            String name = primary
                    ? Dnp3LinkRequests.Function.primary(function)
                    : Dnp3LinkRequests.Function.secondary(function);
            String expected = wrong ? "the other" : "a function of the standard";
            String found =
                    name + " with frame count valid " + (frame.frameCountValid() ? 1 : 0) + ", expected " + expected;
            facts.anomaly(Dnp3Anomaly.LINK_CONTROL, found, atNanos);
        }
        if (!primary) {
            link.answer(frame, atNanos);
        } else if (!Dnp3LinkRequests.Function.isData(function)) {
            link.request(frame, from, atNanos);
        } else if (frame.size() == 0) {
            String found = "user data without a transport header from " + frame.source() + ", expected at least 1 byte";
            facts.anomaly(Dnp3Anomaly.BAD_LENGTH, found, atNanos);
        } else {
            segment(from, atNanos);
        }
    }

    private void segment(Direction from, long atNanos) {
        int header = frame.data()[0] & 0xFF;
        long key = ((long) frame.source() << 17)
                | ((long) frame.destination() << 1)
                | (from == Direction.FROM_ORIGINATOR ? 0 : 1);
        if (Dnp3Assembly.isWhole(header)) {
            Dnp3Assembly broken = assemblies.isEmpty() ? null : assemblies.get(key);
            if (broken != null && broken.begun()) {
                outOfSequence(header, broken, atNanos);
                broken.drop();
            }
            application.fragment(new Dnp3Assembly.Fragment(frame, from, frame.data(), 1, frame.size()), atNanos);
            return;
        }
        Dnp3Assembly assembly = assembly(key);
        if (assembly.begun() && Dnp3Assembly.isFirst(header)) {
            outOfSequence(header, assembly, atNanos);
        }
        switch (assembly.take(header, frame.data(), 1, frame.size() - 1)) {
            case WHOLE ->
                application.fragment(
                        new Dnp3Assembly.Fragment(frame, from, assembly.fragment(), 0, assembly.length()), atNanos);
            case OUT_OF_SEQUENCE -> outOfSequence(header, assembly, atNanos);
            case TOO_LONG ->
                facts.anomaly(
                        Dnp3Anomaly.OVERLONG_FRAGMENT,
                        "fragment from " + frame.source() + ", expected at most " + limits.fragmentBytes() + " bytes",
                        atNanos);
            case BEGUN, REPEATED -> {
                // more comes
            }
        }
    }

    private void outOfSequence(int header, Dnp3Assembly assembly, long atNanos) {
        if (application.sees(frame)) {
            String found =
                    (Dnp3Assembly.isFirst(header) ? "first segment " : "segment ") + Dnp3Assembly.sequence(header);
            String expected = assembly.begun() ? "segment " + assembly.expected() : "a first segment";
            String detail = found + " from " + frame.source() + ", expected " + expected;
            facts.anomaly(Dnp3Anomaly.TRANSPORT_SEQUENCE, detail, atNanos);
        }
    }

    private Dnp3Assembly assembly(long key) {
        Dnp3Assembly known = assemblies.get(key);
        if (known == null) {
            if (assemblies.size() >= limits.associations()) {
                assemblies.remove(assemblies.keySet().iterator().next());
            }
            known = new Dnp3Assembly(limits.fragmentBytes());
            assemblies.put(key, known);
        }
        return known;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = side(from);
        side.torn = true;
        side.skipped = 0;
        side.begun = 0;
        assemblies.values().forEach(Dnp3Assembly::drop);
        application.torn();
    }

    @Override
    public void timePassed(long atNanos) {
        link.expire(atNanos);
        application.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        facts.begin();
        truncated("stream of the originator", originator.begun, atNanos);
        truncated("stream of the responder", responder.begun, atNanos);
        link.close();
        application.close();
    }

    private void truncated(String what, int left, long atNanos) {
        if (left > 0) {
            facts.anomaly(
                    Dnp3Anomaly.TRUNCATED, what + " ended after " + left + " bytes of a frame, expected more", atNanos);
        }
    }

    private Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
