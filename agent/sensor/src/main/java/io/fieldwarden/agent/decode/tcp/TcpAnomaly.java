package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of TCP, UDP and ICMP that segments can break. */
public enum TcpAnomaly implements Anomaly {
    /** The segment or datagram ends inside its own header. */
    SEGMENT_TOO_SHORT(true),
    /** A data offset that is too small, or larger than the segment (RFC 9293, 3.1). */
    HEADER_LENGTH(true),
    /** A UDP length that does not fit the packet (RFC 768). */
    DATAGRAM_LENGTH(true),
    /** Flags no stack sends: none at all, SYN with FIN or RST, FIN without ACK. */
    FLAGS_IMPOSSIBLE(true),
    /** Bytes sent again with other content; what came first is kept. */
    OVERLAP_DIFFERS(false),
    /** A segment far outside of anything the receiver can expect; ignored. */
    OUTSIDE_WINDOW(false),
    /** A reset whose sequence number the receiver would not accept (RFC 5961, 3.2); ignored. */
    RESET_OUTSIDE_WINDOW(false),
    /** Bytes that were never captured, or held back for too long. */
    BYTES_MISSING(false),
    /** A message longer than the limit for one message; skipped. */
    MESSAGE_OVER_LIMIT(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    TcpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return "tcp";
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public boolean malformed() {
        return malformed;
    }
}
