package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of TLS that traffic can break. */
enum TlsAnomaly implements Anomaly {
    /** What should be a record has an unknown type or version (RFC 8446 5.1). */
    BAD_RECORD(true),
    /** The other side answered a client hello with something that is no TLS. */
    ANSWER_NOT_TLS(false),
    /** A record is longer than the standard allows (RFC 5246 6.2.3). */
    OVERLONG_RECORD(true),
    /** A handshake message is longer than the limit; the rest of the handshake of that side is not read. */
    OVERLONG_HANDSHAKE(false),
    /** A length inside a hello contradicts the length of the hello (RFC 8446 4.1.2, 4.1.3). */
    BAD_HELLO(true),
    /** A certificate is not what X.509 says it should be (RFC 5280 4.1). */
    BAD_CERTIFICATE(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    TlsAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return TlsDecoder.PROTOCOL;
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
