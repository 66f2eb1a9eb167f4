package io.fieldwarden.agent.decode.coap;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of CoAP that traffic can break. */
enum CoapAnomaly implements Anomaly {
    /** Fewer bytes than a header and its token have. */
    TOO_SHORT(true),
    /** A token length from 9 to 15 (RFC 7252 clause 3), or a version other than 1. */
    BAD_HEADER(true),
    /** An option that reaches over the end of the message, or a reserved length (RFC 7252 3.1). */
    BAD_OPTION(true),
    /** A marker of a payload and no payload after it (RFC 7252 clause 3). */
    EMPTY_PAYLOAD(false),
    /** More options than are read. */
    TOO_MANY_OPTIONS(false),
    /** An answer whose token names no request of this conversation. */
    RESPONSE_WITHOUT_REQUEST(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    CoapAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return CoapDecoder.PROTOCOL;
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
