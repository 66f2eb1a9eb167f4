package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of real-time frames that traffic can break (IEC 61158-6-10, clauses 4.6 and 4.7). */
enum RtAnomaly implements Anomaly {
    /** A cyclic frame without room for its status, or an alarm without its fixed fields. */
    FRAME_TOO_SHORT(true),
    /** An alarm's variable part goes past the end of the frame. */
    LENGTH_OVER_FRAME(true),
    /** TransferStatus says that the frame was received badly. */
    TRANSFER_STATUS(false),
    /** More frame ids on one connection than the limit. */
    TOO_MANY_FRAME_IDS(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    RtAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return RtDecoder.PROTOCOL;
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
