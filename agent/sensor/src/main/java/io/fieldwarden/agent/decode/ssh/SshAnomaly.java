package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of SSH that traffic can break. */
enum SshAnomaly implements Anomaly {
    /** A line or too many lines where the version should be (RFC 4253 4.2). */
    BAD_BANNER(true),
    /** A packet shorter or longer than the standard or the limit allows (RFC 4253 6.1). */
    BAD_PACKET_LENGTH(true),
    /** A list of algorithms goes past its packet (RFC 4253 7.1). */
    BAD_KEXINIT(true),
    /** The two sides have no algorithm of a kind in common, and go on all the same (RFC 4253 7.1). */
    NO_COMMON_ALGORITHM(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    SshAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return SshDecoder.PROTOCOL;
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
