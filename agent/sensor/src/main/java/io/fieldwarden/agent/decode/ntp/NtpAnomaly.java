package io.fieldwarden.agent.decode.ntp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of NTP that traffic can break. */
enum NtpAnomaly implements Anomaly {
    /** Fewer bytes than the header of its mode has. */
    TOO_SHORT(true),
    /** A version other than 1 to 4. */
    BAD_VERSION(false),
    /** A mode the standard reserves. */
    RESERVED_MODE(false),
    /** Data of a control or private message reach over its end. */
    BAD_LENGTH(false),
    /** An answer that names no request of the client: stray, late or forged (RFC 5905 clause 8). */
    RESPONSE_WITHOUT_REQUEST(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    NtpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return NtpDecoder.PROTOCOL;
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
