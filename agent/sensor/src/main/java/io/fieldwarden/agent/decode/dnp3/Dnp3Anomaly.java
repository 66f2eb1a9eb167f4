package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of DNP3 (IEEE 1815-2012) that traffic can break. */
enum Dnp3Anomaly implements Anomaly {
    /** Bytes where a frame should start are none, or its header check fails (clause 9.2.4.1). */
    BAD_START(true),
    /** The check of a frame's header is wrong (9.2.4.1.6). */
    HEADER_CRC(true),
    /** The check of a block of user data is wrong (9.2.4.2). */
    DATA_CRC(true),
    /** The length field is below 5 (9.2.4.1.2), or the frame has no room for what its function needs. */
    BAD_LENGTH(true),
    /** The connection or datagram ended inside a frame. */
    TRUNCATED(true),
    /** A link function code that is not defined, or a frame count bit where there must be none (9.2.4.1.3). */
    LINK_CONTROL(false),
    /** A transport segment that does not continue the one before it (8.2). */
    TRANSPORT_SEQUENCE(false),
    /** Segments of one fragment, together longer than the limit. */
    OVERLONG_FRAGMENT(true),
    /** An application fragment without room for its header (4.2.2). */
    FRAGMENT_TOO_SHORT(true),
    /** A function code the standard does not define (4.2.2.5). */
    UNKNOWN_FUNCTION(false),
    /** A group or variation the standard does not define (annex A), so that what follows cannot be read. */
    UNKNOWN_OBJECT(false),
    /** A qualifier the standard does not allow (4.2.2.7.3). */
    ILLEGAL_QUALIFIER(true),
    /** A range whose end lies before its start (4.2.2.7.3.3). */
    ILLEGAL_RANGE(true),
    /** An object header or objects that reach over the end of the fragment. */
    OBJECT_TRUNCATED(true),
    /** More object headers in a fragment than the limit. */
    TOO_MANY_OBJECTS(false),
    /** The direction bit of the link contradicts the function of the application (9.2.4.1.3.1). */
    DIRECTION_MISMATCH(false),
    /** A response nobody asked for, or a late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** The response echoes other commands than were sent. */
    RESPONSE_MISMATCH(false),
    /** An operate whose objects were not selected by the request before it (4.4.4.3). */
    OPERATE_WITHOUT_SELECT(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    Dnp3Anomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return Dnp3Decoder.PROTOCOL;
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
