package io.fieldwarden.agent.decode.ftp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the protocol that traffic can break. */
enum FtpAnomaly implements Anomaly {
    /** A reply that does not begin with three digits (RFC 959 4.2). */
    BAD_REPLY(true),
    /** A line is longer than the limit. */
    LINE_TOO_LONG(false),
    /** More commands open than the limit. */
    TOO_MANY_OUTSTANDING(false),
    /** A reply nobody asked for. */
    RESPONSE_WITHOUT_REQUEST(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    FtpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return FtpDecoder.PROTOCOL;
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
