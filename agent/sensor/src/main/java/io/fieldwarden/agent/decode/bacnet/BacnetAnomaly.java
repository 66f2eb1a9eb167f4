package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of BACnet that traffic can break. */
enum BacnetAnomaly implements Anomaly {
    /** The length of the virtual link header is not that of the datagram (J.2). */
    BVLC_LENGTH_MISMATCH(true),
    /** A virtual link function the standard does not define (J.2, U.2). */
    UNKNOWN_BVLC_FUNCTION(false),
    /** A virtual link message ends before the fields of its function. */
    BVLC_TOO_SHORT(true),
    /** The network layer's version is not 1 (6.2.1). */
    BAD_NPDU_VERSION(true),
    /** The network header ends before the fields its control octet announces, or has a reserved bit set (6.2.2). */
    BAD_NPDU(true),
    /** The application header is cut short (20.1). */
    APDU_TOO_SHORT(true),
    /** A PDU type the standard reserves (20.1). */
    UNKNOWN_PDU_TYPE(true),
    /** A service the standard does not define (21). */
    UNKNOWN_SERVICE(false),
    /** Tags do not nest, or a tag's length leads out of the message (20.2). */
    BAD_TAG(true),
    /** Constructed values nest deeper than the limit. */
    NESTED_TOO_DEEP(false),
    /** A segment that cannot be joined to those before it (5.4). */
    SEGMENT_OUT_OF_ORDER(false),
    /** A segmented message that goes beyond the limit on its size. */
    SEGMENTS_TOO_LONG(false),
    /** A segmented message whose end never came. */
    SEGMENTS_INCOMPLETE(false),
    /** The answer is to another service than was asked under that invoke id. */
    RESPONSE_MISMATCH(false),
    /** An answer nobody asked for, or a second or late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** A request reuses the invoke id of another one that is still open (5.4.1 wants them unique). */
    DUPLICATE_INVOKE_ID(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    BacnetAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return BacnetDecoder.PROTOCOL;
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
