package io.fieldwarden.agent.decode.syslog;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the protocol that traffic can break. */
enum SyslogAnomaly implements Anomaly {
    /** No priority in angle brackets, or one above 191 (RFC 5424 6.2.1). */
    BAD_PRIORITY(false),
    /** A message of a stream longer than the limit. */
    TOO_LONG(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    SyslogAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return SyslogDecoder.PROTOCOL;
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
