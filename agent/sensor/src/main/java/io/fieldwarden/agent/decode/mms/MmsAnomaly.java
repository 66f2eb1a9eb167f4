package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of MMS and of the layers below it that traffic can break. */
enum MmsAnomaly implements Anomaly {
    /** A TPKT holds no transport PDU that can be read (RFC 1006, X.224). */
    BAD_TRANSPORT(true),
    /** A session PDU that can not be read, or of a type MMS does not use (X.225). */
    BAD_SESSION(true),
    /** Presentation or association data that can not be read (X.226, X.227). */
    BAD_PRESENTATION(true),
    /** An element goes past the one around it (X.690). */
    BAD_ENCODING(true),
    /** Not one of the PDUs of ISO 9506-2. */
    UNKNOWN_PDU(true),
    /** A confirmed service that the standard does not define. */
    UNKNOWN_SERVICE(false),
    /** A message in more pieces, or longer, than the limit. */
    MESSAGE_OVER_LIMIT(false),
    /** Data nested deeper than the limit. */
    TOO_DEEP(false),
    /** The answer is to another service. */
    RESPONSE_MISMATCH(false),
    /** The answer carries more or fewer results than variables were asked for. */
    RESPONSE_SIZE_MISMATCH(false),
    /** An answer nobody asked for. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** A request reuses the invoke id of one that is still open. */
    DUPLICATE_INVOKE_ID(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false),
    /** The connection ended inside a message. */
    TRUNCATED(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    MmsAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return MmsDecoder.PROTOCOL;
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
