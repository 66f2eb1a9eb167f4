package io.fieldwarden.agent.decode.rdp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the protocol that traffic can break. */
enum RdpAnomaly implements Anomaly {
    /** Not a TPKT with a transport PDU in it, where one was expected (RFC 2126). */
    BAD_FRAME(true),
    /** A negotiation structure of a wrong length (MS-RDPBCGR 2.2.1.1.1). */
    BAD_NEGOTIATION(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    RdpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return RdpDecoder.PROTOCOL;
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
