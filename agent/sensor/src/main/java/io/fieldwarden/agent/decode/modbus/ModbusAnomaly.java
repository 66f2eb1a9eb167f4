package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of Modbus/TCP that traffic can break. */
enum ModbusAnomaly implements Anomaly {
    /** The protocol identifier is not 0 (Implementation Guide 3.1.3). */
    BAD_PROTOCOL_ID(true),
    /** The length field leaves no room for unit and function. */
    BAD_LENGTH(true),
    /** The length field asks for more than the 260 bytes a message may have. */
    OVERLONG_ADU(true),
    /** The message ends before the fields that its function needs. */
    PDU_TOO_SHORT(true),
    /** The message goes on after the fields of its function. */
    PDU_TOO_LONG(false),
    /** A byte count inside the message contradicts its quantity or its length. */
    BYTE_COUNT_MISMATCH(true),
    /** The connection ended, or changed its subject, in the middle of a message. */
    TRUNCATED(true),
    /** More or fewer points than the function allows. */
    QUANTITY_OUT_OF_RANGE(false),
    /** First address and quantity go past address 65535. */
    ADDRESS_OVERFLOW(false),
    /** A field has a value the standard does not allow, for instance a coil written with neither 0000 nor FF00. */
    ILLEGAL_VALUE(false),
    /** Not a public, user-defined or reserved function code. */
    UNKNOWN_FUNCTION(false),
    /** A diagnostics sub-function the standard reserves. */
    UNKNOWN_SUB_FUNCTION(false),
    /** An exception code the standard does not define. */
    UNKNOWN_EXCEPTION_CODE(false),
    /** Encapsulated data of an interface type the standard reserves. */
    ENCAPSULATED_DATA(false),
    /** The answer is to another function, or echoes other fields than were sent. */
    RESPONSE_MISMATCH(false),
    /** The answer carries more or fewer values than were asked for. */
    RESPONSE_SIZE_MISMATCH(false),
    /** The answer has the transaction of a request but another unit. */
    UNIT_MISMATCH(false),
    /** An answer nobody asked for, or a second or late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** A request reuses the transaction and unit of one that is still open. */
    DUPLICATE_TRANSACTION(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    ModbusAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return ModbusDecoder.PROTOCOL;
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
