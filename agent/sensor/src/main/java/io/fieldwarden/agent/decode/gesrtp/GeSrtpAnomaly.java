package io.fieldwarden.agent.decode.gesrtp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of GE SRTP that traffic can break. */
enum GeSrtpAnomaly implements Anomaly {
    /** A message begins with no known packet type. */
    BAD_MESSAGE_TYPE(true),
    /** The text length is over the limit. */
    BAD_LENGTH(true),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true),
    /** The answer carries fewer bytes than were asked for. */
    RESPONSE_TOO_SHORT(true),
    /** An answer nobody asked for. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** No service request code of the published descriptions. */
    UNKNOWN_SERVICE(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    GeSrtpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return GeSrtpDecoder.PROTOCOL;
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
