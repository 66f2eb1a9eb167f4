package io.fieldwarden.agent.decode.vnc;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the protocol that traffic can break. */
enum VncAnomaly implements Anomaly {
    /** A version that is none (RFC 6143 7.1.1). */
    BAD_VERSION(true),
    /** A choice that was not offered, or a result that is none (RFC 6143 7.1.2, 7.1.3). */
    BAD_SECURITY(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    VncAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return VncDecoder.PROTOCOL;
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
