package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;

/** One whole message; reused. */
final class EnipMessage {
    private EnipCommand command = EnipCommand.NOP;
    private Direction from = Direction.FROM_ORIGINATOR;
    private Window bytes = new Window();
    private int at;
    private int length;
    private long atNanos;

    /**
     * Looks at another message; returns this.
     *
     * @param newAt index of its header
     */
    EnipMessage over(EnipCommand newCommand, Direction newFrom, Window newBytes, int newAt, long newNanos) {
        command = newCommand;
        from = newFrom;
        bytes = newBytes;
        at = newAt;
        length = newBytes.u16le(newAt + 2);
        atNanos = newNanos;
        return this;
    }

    EnipCommand command() {
        return command;
    }

    Direction from() {
        return from;
    }

    Window bytes() {
        return bytes;
    }

    /** Bytes after the header. */
    int length() {
        return length;
    }

    long atNanos() {
        return atNanos;
    }

    int session() {
        return bytes.i32le(at + 4);
    }

    int status() {
        return bytes.i32le(at + 8);
    }

    /** Sender context, which an answer repeats. */
    long context() {
        return bytes.i64le(at + 12);
    }

    /** Index of the first byte after the header. */
    int data() {
        return at + EnipLimits.HEADER;
    }
}
