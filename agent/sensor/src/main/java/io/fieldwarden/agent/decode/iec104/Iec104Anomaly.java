package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of IEC 60870-5-104 that traffic can break. */
enum Iec104Anomaly implements Anomaly {
    /** A message does not start with 68 (clause 5). */
    BAD_START(true),
    /** The length field is below 4 or above 253 (clause 5). */
    BAD_LENGTH(true),
    /** The control fields are of none of the three formats, or an S- or U-format has more than its four (clause 5). */
    BAD_CONTROL_FIELD(true),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true),
    /** An I-format message without room for the head of an ASDU (clause 7.1). */
    ASDU_TOO_SHORT(true),
    /** The ASDU ends before the objects its qualifier announces. */
    OBJECTS_TOO_SHORT(true),
    /** The ASDU goes on after the objects its qualifier announces. */
    OBJECTS_TOO_LONG(false),
    /** The ASDU fits only with address or cause sizes that 104 does not allow (clause 7.1). */
    ODD_FIELD_SIZES(true),
    /** The qualifier announces no object, or several where the type has one. */
    OBJECT_COUNT(false),
    /** A type identification the standard reserves (60870-5-101 clause 7.2.1). */
    UNKNOWN_TYPE(false),
    /** A cause of transmission the standard reserves (60870-5-101 clause 7.2.3). */
    UNKNOWN_CAUSE(false),
    /** A cause of transmission the type cannot have (60870-5-101 clause 8). */
    CAUSE_MISMATCH(false),
    /** Common address 0, or the address of all stations with a type that cannot have it (60870-5-101 clause 7.2.4). */
    ILLEGAL_COMMON_ADDRESS(false),
    /** N(S) is not the one after the last (clause 5.1). */
    SEQUENCE_GAP(false),
    /** N(R) acknowledges what was not sent, or less than before (clause 5.1). */
    WRONG_ACKNOWLEDGEMENT(false),
    /** More unacknowledged I-format messages than the usual window (clause 5.5). */
    WINDOW_EXCEEDED(false),
    /** Data before STARTDT was confirmed, or after STOPDT (clause 5.3). */
    DATA_WHILE_STOPPED(false),
    /** A confirmation nobody asked for. */
    CONFIRMATION_WITHOUT_REQUEST(false),
    /** A confirmation carries another value than the command it confirms. */
    CONFIRMATION_MISMATCH(false),
    /** More commands open than the limit. */
    TOO_MANY_OPEN(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    Iec104Anomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return Iec104Decoder.PROTOCOL;
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
