package io.fieldwarden.agent.decode.c37118;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of IEEE C37.118.2 that traffic can break. */
enum C37118Anomaly implements Anomaly {
    /** A frame does not begin with AA. */
    BAD_SYNC(true),
    /** The frame size leaves no room for the common fields of its type. */
    BAD_FRAME_SIZE(true),
    /** The check word is not the CRC-CCITT of the frame. */
    BAD_CHECKSUM(true),
    /** A configuration frame ends before the channels it announces. */
    CONFIGURATION_TOO_SHORT(true),
    /** A data frame has another size than its configuration says. */
    DATA_SIZE_MISMATCH(true),
    /** The connection ended in the middle of a frame. */
    TRUNCATED(true),
    /** A command code the standard reserves. */
    UNKNOWN_COMMAND(false),
    /** A frame type the standard reserves. */
    UNKNOWN_FRAME_TYPE(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    C37118Anomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return C37118Decoder.PROTOCOL;
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
