package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Transport;

/** One conversation: takes messages out of the stream or datagrams. */
final class HartIpSession implements ProtocolSession {
    private final boolean stream;
    private final HartIpLimits limits;
    private final HartIpFacts facts;
    private final HartIpOpen open;
    private final HartIpMessages messages;
    private final int[] skipped = new int[2];
    private final int[] begun = new int[2];
    private final boolean[] lost = new boolean[2];

    /** @param operations shared by all connections of the thread */
    HartIpSession(
            Connection connection, ObservationSink observations, HartIpOperations operations, HartIpLimits limits) {
        this.limits = limits;
        stream = connection.transport() == Transport.TCP;
        facts = new HartIpFacts(connection, observations, limits.identities());
        open = new HartIpOpen(facts, limits);
        messages = new HartIpMessages(facts, open, operations, limits);
        lost[0] = connection.midstream();
        lost[1] = connection.midstream();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        open.expire(atNanos);
        int side = side(from);
        if (stream && lost[side]) {
            int verdict = search(side, bytes);
            if (lost[side] || verdict != 0) {
                return verdict;
            }
        }
        if (bytes.length() < HartIpLimits.HEADER) {
            return waiting(side, bytes, HartIpLimits.HEADER, atNanos);
        }
        if (!HartIpShape.headerFits(bytes, 0)) {
            String detail = String.format("header %016x, expected one of version 1 or 2", bytes.i64(0));
            facts.anomaly(HartIpAnomaly.BAD_HEADER, detail, atNanos);
            lost[side] = stream;
            begun[side] = 0;
            return Verdict.consumed(stream ? 1 : bytes.length());
        }
        int size = bytes.u16(6);
        if (bytes.length() < size) {
            return waiting(side, bytes, size, atNanos);
        }
        begun[side] = 0;
        messages.message(from, bytes, size, atNanos);
        return Verdict.consumed(size);
    }

    private int waiting(int side, Window bytes, int size, long atNanos) {
        if (stream) {
            begun[side] = bytes.length();
            return Verdict.need(size - bytes.length());
        }
        String detail = "datagram of " + bytes.length() + " bytes, expected " + size;
        facts.anomaly(HartIpAnomaly.PDU_TOO_SHORT, detail, atNanos);
        return Verdict.consumed(bytes.length());
    }

    /** Skips to the next header whose message is there and followed by nothing or another header; 0 if that is here. */
    private int search(int side, Window bytes) {
        int at = 0;
        while (at + HartIpLimits.HEADER <= bytes.length()) {
            if (HartIpShape.headerFits(bytes, at) && followed(bytes, at + bytes.u16(at + 6))) {
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

    private static boolean followed(Window bytes, int end) {
        return end == bytes.length()
                || (end + HartIpLimits.HEADER <= bytes.length() && HartIpShape.headerFits(bytes, end));
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        lost[side(from)] = true;
        begun[side(from)] = 0;
    }

    @Override
    public void timePassed(long atNanos) {
        open.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        for (int waiting : begun) {
            if (waiting > 0) {
                facts.anomaly(HartIpAnomaly.TRUNCATED, "message ended after " + waiting + " bytes", atNanos);
            }
        }
        begun[0] = 0;
        begun[1] = 0;
        open.abandon();
    }

    private static int side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? 0 : 1;
    }
}
