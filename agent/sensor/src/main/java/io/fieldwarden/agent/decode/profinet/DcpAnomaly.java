package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of DCP that traffic can break (IEC 61158-6-10, clause 4.3). */
enum DcpAnomaly implements Anomaly {
    /** The frame ends before the fixed fields do. */
    HEADER_TOO_SHORT(true),
    /** DCPDataLength goes past the end of the frame. */
    LENGTH_OVER_FRAME(true),
    /** A block goes past the end of the data. */
    BLOCK_OVER_DATA(true),
    /** A block is too short for its option. */
    BLOCK_TOO_SHORT(true),
    /** The service does not belong to this frame id. */
    FRAME_ID_MISMATCH(false),
    /** Neither get, set, identify nor hello, or no known type of it. */
    UNKNOWN_SERVICE(false),
    /** A success answer to a get or set nobody asked for. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** A name of station with characters that no name may have (RFC 5890 labels, 240 characters). */
    ILLEGAL_NAME(false),
    /** More blocks than the limit. */
    TOO_MANY_BLOCKS(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    DcpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return DcpDecoder.PROTOCOL;
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
