package io.fieldwarden.agent.decode.tcp;

import org.jspecify.annotations.Nullable;

/** A copy of bytes that wait for others before them. */
final class HeldSegment {
    final int sequence;
    final byte[] bytes;

    @Nullable
    HeldSegment next;

    HeldSegment(int sequence, byte[] bytes, @Nullable HeldSegment next) {
        this.sequence = sequence;
        this.bytes = bytes;
        this.next = next;
    }

    int end() {
        return sequence + bytes.length;
    }
}
