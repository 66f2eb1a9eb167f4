package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of Omron FINS that traffic can break. */
enum FinsAnomaly implements Anomaly {
    /** The length field of the TCP header leaves no room for its fields, or is over the limit. */
    BAD_LENGTH(true),
    /** A TCP message does not begin with the four letters of FINS. */
    BAD_MAGIC(true),
    /** The frame ends before its header and command are complete. */
    HEADER_TOO_SHORT(true),
    /** The frame ends before the fields its command needs. */
    COMMAND_TOO_SHORT(true),
    /** The answer carries fewer items than were asked for. */
    RESPONSE_TOO_SHORT(true),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true),
    /** The TCP header carries an error code, or a frame error notification was sent. */
    TCP_ERROR(false),
    /** No command of the published manuals. */
    UNKNOWN_COMMAND(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    FinsAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return FinsDecoder.PROTOCOL;
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
