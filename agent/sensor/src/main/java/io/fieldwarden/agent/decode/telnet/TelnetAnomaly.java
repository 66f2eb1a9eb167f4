package io.fieldwarden.agent.decode.telnet;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the protocol that traffic can break. */
enum TelnetAnomaly implements Anomaly {
    /** The parameters of an option do not end within the limit (RFC 855). */
    UNENDED_OPTION(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    TelnetAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return TelnetDecoder.PROTOCOL;
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
