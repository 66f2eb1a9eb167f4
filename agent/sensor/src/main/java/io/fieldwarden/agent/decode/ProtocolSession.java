package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.observation.Direction;

/** What a decoder knows of one connection. Called by one thread, in traffic order. */
public interface ProtocolSession {

    /**
     * Decodes from the start of {@code bytes}: one message, or more.
     *
     * @param from which side sent the bytes
     * @param bytes the unconsumed bytes of that direction so far (TCP), or one datagram (UDP); never empty
     * @param atNanos time of the segment or datagram that brought the last of them
     * @return a {@link Verdict}; for a datagram what is not consumed is dropped
     */
    int decode(Direction from, Window bytes, long atNanos);

    /**
     * Bytes of one direction are missing and will not come: state of that direction must be found anew.
     *
     * @param missing how many
     */
    void gap(Direction from, long missing, long atNanos);

    /** Traffic time moved on; a request without answer for longer than the decoder's limit is told as unanswered. */
    void timePassed(long atNanos);

    /** The connection ended; what is unanswered is told. */
    void close(long atNanos);
}
