package io.fieldwarden.agent.decode.tcp;

import org.jspecify.annotations.Nullable;

/** One direction of a TCP connection: how far its bytes are known. Sequence numbers wrap, so only differences are compared. */
final class Stream {
    /** Next sequence number in order, once {@link #synced}. */
    int next;

    boolean synced;
    /** A SYN was seen, and its sequence number. */
    boolean synSeen;

    int initial;
    /** Payload was seen. */
    boolean spoke;
    /** Highest sequence number the other side has acknowledged, once {@link #wasAcknowledged}. */
    int acknowledged;

    boolean wasAcknowledged;
    /** A FIN was seen, and the sequence number it stands at. */
    boolean finSeen;

    int finAt;
    /** Everything up to the FIN is through. */
    boolean finished;

    /** Segments that came before bytes that precede them, in order. */
    @Nullable
    HeldSegment held;

    int heldBytes;
    int heldCount;
    /** When the first of them came. */
    long heldSinceNanos;
    /** When the stream last moved on. */
    long progressNanos;
    /** Sequence number that would continue the last segment outside of the window, and how many such continued it. */
    int strayNext;

    int strays;

    @Nullable
    Fingerprints delivered;
}
