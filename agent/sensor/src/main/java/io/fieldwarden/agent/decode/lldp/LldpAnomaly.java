package io.fieldwarden.agent.decode.lldp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of LLDP that traffic can break (IEEE 802.1AB-2016, clause 8). */
enum LldpAnomaly implements Anomaly {
    /** A TLV goes past the end of the frame. */
    TLV_OVER_FRAME(true),
    /** A TLV is too short for its type. */
    TLV_TOO_SHORT(true),
    /** Chassis id, port id and time to live do not begin the frame in this order (8.2). */
    MANDATORY_MISSING(true),
    /** A TLV that may occur once occurs again. */
    DUPLICATE_TLV(false),
    /** More TLVs than the limit. */
    TOO_MANY_TLVS(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    LldpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return LldpDecoder.PROTOCOL;
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
