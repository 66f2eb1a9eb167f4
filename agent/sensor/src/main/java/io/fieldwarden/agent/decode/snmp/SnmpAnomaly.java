package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of SNMP that traffic can break. */
enum SnmpAnomaly implements Anomaly {
    /** The datagram is no message: an element is missing, of another kind, or reaches over its container. */
    BAD_MESSAGE(true),
    /** A variable binding is no pair of name and value (RFC 3416 clause 3). */
    BAD_BINDING(true),
    /** A version other than 1, 2c and 3. */
    UNKNOWN_VERSION(false),
    /** A kind of PDU the versions do not have. */
    UNKNOWN_PDU(false),
    /** Privacy without authentication, which RFC 3412 7.2 forbids. */
    BAD_SECURITY_LEVEL(false),
    /** An answer nobody asked for, a second or a late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    SnmpAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return SnmpDecoder.PROTOCOL;
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
