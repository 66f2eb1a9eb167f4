package io.fieldwarden.agent.observation;

/**
 * A conversation changed its state.
 *
 * @param atNanos time of the frame that changed it
 * @param connection the conversation
 * @param phase the state it came to
 */
public record ConnectionSeen(long atNanos, Connection connection, Phase phase) implements Observation {

    /** States in the order they are usually reached. */
    public enum Phase {
        /** First frame seen: a SYN, a first datagram, or a TCP segment picked up mid-stream. */
        OPENED,
        /** The responder accepted: three-way handshake done, first answering datagram, or data both ways mid-stream. */
        ESTABLISHED,
        /** The responder declined: RST to a SYN, or ICMP unreachable. */
        REFUSED,
        /** The application protocol was recognised by its bytes; {@link Connection#protocol()} says which. */
        RECOGNISED,
        /** FIN both ways, or RST after it was established. */
        CLOSED,
        /** Nothing seen for longer than the limit, or the table was full. */
        EXPIRED
    }
}
