package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;

/**
 * One whole message.
 *
 * @param at index of its header
 * @param length bytes after the header
 */
record EnipMessage(EnipCommand command, Direction from, Window bytes, int at, int length, long atNanos) {

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
