package io.fieldwarden.agent;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * A small protocol: lines that begin with {@code L:} and end with a line feed. {@code L:malformed}, {@code L:throw},
 * {@code L:lie} and {@code L:need} make its session misbehave; {@code T} alone makes recognition throw.
 */
public final class Lines implements ProtocolDecoder {
    private final String name;
    private final Recognition sure;

    /** What sessions were told, in order: {@code > L:text}, {@code < gap 5}, {@code closed}. */
    final List<String> told = new ArrayList<>();

    int timesPassed;

    Lines() {
        this("lines", Recognition.YES);
    }

    /** Under another name, and so sure of what begins with {@code L:}. */
    Lines(String name, Recognition sure) {
        this.name = name;
        this.sure = sure;
    }

    @Override
    public String protocol() {
        return name;
    }

    @Override
    public boolean over(Transport transport) {
        return transport != Transport.ICMP;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (first.u8(0) == 'T') {
            throw new IllegalStateException("a defect in recognition");
        }
        if (first.u8(0) != 'L' || (first.length() > 1 && first.u8(1) != ':')) {
            return Recognition.NO;
        }
        return first.length() > 1 ? sure : Recognition.MAYBE;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new Session();
    }

    private static String arrow(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? "> " : "< ";
    }

    private final class Session implements ProtocolSession {
        @Override
        public int decode(Direction from, Window bytes, long atNanos) {
            for (int end = 0; end < bytes.length(); end++) {
                if (bytes.u8(end) == '\n') {
                    return line(from, bytes.latin1(0, end), end + 1);
                }
            }
            return bytes.length() > 6 && bytes.latin1(0, 6).equals("L:need") ? Verdict.need(1 << 28) : Verdict.need(1);
        }

        private int line(Direction from, String line, int size) {
            told.add(arrow(from) + line);
            return switch (line) {
                case "L:malformed" -> Verdict.MALFORMED;
                case "L:throw" -> throw new IllegalStateException("a defect in decoding");
                case "L:lie" -> Verdict.consumed(size + 1_000);
                default -> Verdict.consumed(size);
            };
        }

        @Override
        public void gap(Direction from, long missing, long atNanos) {
            told.add(arrow(from) + "gap " + missing);
        }

        @Override
        public void timePassed(long atNanos) {
            timesPassed++;
        }

        @Override
        public void close(long atNanos) {
            told.add("closed");
        }
    }
}
