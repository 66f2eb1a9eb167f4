package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of HART-IP that traffic can break. */
enum HartIpAnomaly implements Anomaly {
    /** Version, message type, message id or length are outside of what the protocol knows. */
    BAD_HEADER(true),
    /** The message ends before the fields of the token-passing frame. */
    PDU_TOO_SHORT(true),
    /** The byte count of a frame goes past the message. */
    BYTE_COUNT_MISMATCH(true),
    /** The longitudinal parity of a token-passing frame is wrong. */
    BAD_CHECKSUM(true),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true),
    /** A frame delimiter of no known frame type. */
    UNKNOWN_DELIMITER(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    HartIpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return HartIpDecoder.PROTOCOL;
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
