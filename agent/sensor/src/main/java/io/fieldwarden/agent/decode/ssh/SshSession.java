package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;

/** One SSH connection: lines, then packets, then sizes. */
final class SshSession implements ProtocolSession {
    private static final int NEWKEYS = 21;
    private static final int HEADER = 5;

    private final SshExchange exchange;
    private final SshLogin login;
    private final SshLimits limits;
    private final Side originator = new Side();
    private final Side responder = new Side();

    /** Where one direction is. */
    private enum Part {
        LINES,
        PACKETS,
        ENCRYPTED
    }

    /** The stream of one direction. */
    private static final class Side {
        Part part = Part.LINES;
        int lines;
    }

    SshSession(Connection connection, SshExchange exchange, SshLimits limits) {
        this.exchange = exchange;
        this.login = new SshLogin(exchange.facts());
        this.limits = limits;
        if (connection.midstream()) {
            login.lost();
        }
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Side side = side(from);
        int at = 0;
        while (at < bytes.length()) {
            int left = bytes.length() - at;
            if (side.part == Part.ENCRYPTED) {
                login.encrypted(from == exchange.client(), exchange.client(), left, atNanos);
                return Verdict.consumed(bytes.length());
            }
            int step = side.part == Part.LINES
                    ? line(from, side, bytes, at, atNanos)
                    : packet(from, side, bytes, at, atNanos);
            if (step == Verdict.MALFORMED) {
                return step;
            }
            if (step <= 0) {
                return at > 0 ? Verdict.consumed(at) : step;
            }
            at += step;
        }
        return Verdict.consumed(at);
    }

    private int line(Direction from, Side side, Window bytes, int at, long atNanos) {
        int end = at;
        while (end < bytes.length() && bytes.u8(end) != '\n') {
            end++;
        }
        if (end - at > limits.bannerBytes() || side.lines > limits.bannerLines()) {
            String detail = "line " + (side.lines + 1) + " of " + (end - at) + " bytes, expected a version";
            exchange.facts().anomaly(SshAnomaly.BAD_BANNER, detail, atNanos);
            return Verdict.MALFORMED;
        }
        if (end == bytes.length()) {
            return Verdict.need(1);
        }
        side.lines++;
        Window rest = new Window().over(bytes, at, end - at);
        if (end > at && SshBanner.recognise(rest) == Recognition.YES) {
            int size = end - at - (bytes.u8(end - 1) == '\r' ? 1 : 0);
            exchange.banner(from, bytes.utf8(at, Math.min(size, limits.textChars())), atNanos);
            side.part = Part.PACKETS;
            if (exchange.isOld()) {
                old(atNanos);
            }
        }
        return end + 1 - at;
    }

    /** SSH 1 has other packets, which are not read. */
    private void old(long atNanos) {
        login.lost();
        if (originator.part != Part.LINES && responder.part != Part.LINES) {
            originator.part = Part.ENCRYPTED;
            responder.part = Part.ENCRYPTED;
            exchange.finish(Outcome.SUCCEEDED, atNanos);
        }
    }

    private int packet(Direction from, Side side, Window bytes, int at, long atNanos) {
        int left = bytes.length() - at;
        if (exchange.isOld()) {
            side.part = Part.ENCRYPTED;
            return left;
        }
        if (left < HEADER + 1) {
            return Verdict.need(HEADER + 1 - left);
        }
        long length = bytes.u32(at);
        int padding = bytes.u8(at + 4);
        if (length > limits.packetBytes() || length < padding + 2L) {
            String detail = "packet of " + length + " bytes with " + padding + " of padding, expected at most "
                    + limits.packetBytes();
            exchange.facts().anomaly(SshAnomaly.BAD_PACKET_LENGTH, detail, atNanos);
            return Verdict.MALFORMED;
        }
        int whole = 4 + (int) length;
        if (left < whole) {
            return Verdict.need(whole - left);
        }
        int size = (int) length - padding - 1;
        if (bytes.u8(at + HEADER) == NEWKEYS) {
            side.part = Part.ENCRYPTED;
            if (originator.part == Part.ENCRYPTED && responder.part == Part.ENCRYPTED) {
                exchange.finish(Outcome.SUCCEEDED, atNanos);
                if (exchange.isCompressed()) {
                    login.lost();
                }
            }
        } else {
            exchange.packet(from, bytes, at + HEADER, size, atNanos);
        }
        return whole;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        login.lost();
        side(from).part = side(from).part == Part.LINES ? Part.LINES : Part.ENCRYPTED;
    }

    @Override
    public void timePassed(long atNanos) {
        exchange.timePassed(atNanos);
    }

    @Override
    public void close(long atNanos) {
        exchange.close(atNanos);
    }

    private Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }
}
