package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of DNS that traffic can break. */
enum DnsAnomaly implements Anomaly {
    /** Fewer bytes than the header has (RFC 1035 4.1.1). */
    TOO_SHORT(true),
    /** A name with a label of a reserved kind, a pointer that leads nowhere, or more than 255 bytes (3.1, 4.1.4). */
    BAD_NAME(true),
    /** A question or record reaches over the end of a message that does not say it is truncated. */
    TRUNCATED_RECORD(true),
    /** Bytes follow the last record. */
    TRAILING_BYTES(false),
    /** The reserved bit of the header is set (RFC 1035 4.1.1, RFC 4035 3.2). */
    RESERVED_BIT(false),
    /** An answer nobody asked for, a second or a late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** The answer has the identifier of a query but another question: how forged answers look. */
    RESPONSE_MISMATCH(false),
    /** More queries open than the limit. */
    TOO_MANY_OUTSTANDING(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    DnsAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return DnsDecoder.PROTOCOL;
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
