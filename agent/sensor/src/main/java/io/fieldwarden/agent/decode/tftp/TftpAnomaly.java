package io.fieldwarden.agent.decode.tftp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the protocol that traffic can break. */
enum TftpAnomaly implements Anomaly {
    /** Fewer bytes than the packet of its kind has (RFC 1350 clause 5). */
    TOO_SHORT(true),
    /** A request without an end of its file name or mode (RFC 1350 clause 5). */
    BAD_REQUEST(true),
    /** A kind of packet other than 1 to 6. */
    UNKNOWN_OPCODE(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    TftpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return TftpDecoder.PROTOCOL;
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
