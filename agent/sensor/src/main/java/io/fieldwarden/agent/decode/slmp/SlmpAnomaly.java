package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of SLMP that traffic can break. */
enum SlmpAnomaly implements Anomaly {
    /** The length field leaves no room for the fields that follow, or is over the limit. */
    BAD_LENGTH(true),
    /** A message begins with no subheader of SLMP. */
    BAD_SUBHEADER(true),
    /** The request ends before the fields its command needs. */
    COMMAND_TOO_SHORT(true),
    /** The answer carries fewer points than were asked for. */
    RESPONSE_TOO_SHORT(true),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true),
    /** An answer nobody asked for. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** No command of the published manuals. */
    UNKNOWN_COMMAND(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    SlmpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return SlmpDecoder.PROTOCOL;
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
