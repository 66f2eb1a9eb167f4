package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of DHCP that traffic can break. */
enum DhcpAnomaly implements Anomaly {
    /** Fewer bytes than the fixed fields have (RFC 2131 clause 2). */
    TOO_SHORT(true),
    /** An option reaches over the end of the message (RFC 2132 clause 2). */
    BAD_OPTION(true),
    /** A hardware address longer than its field of 16 bytes. */
    BAD_HARDWARE_LENGTH(false),
    /** A kind of message the standards do not define. */
    UNKNOWN_MESSAGE(false),
    /** A client sends what only a server may, or the other way round (RFC 2131 3.1). */
    WRONG_SIDE(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    DhcpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return DhcpDecoder.PROTOCOL;
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
