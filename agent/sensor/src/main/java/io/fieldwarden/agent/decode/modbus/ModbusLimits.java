package io.fieldwarden.agent.decode.modbus;

/**
 * Limits of the Modbus decoder, the protocol's own ("MODBUS Application Protocol V1.1b3", "Messaging on TCP/IP
 * Implementation Guide V1.0b") and ours, per connection.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time; Modbus names no time-out, clients use 0.5 to 5 s
 * @param repeatedRequests slots of the table of repeated requests, shared by all connections; a power of two
 * @param identityObjects objects of one device identification collected over continued answers
 * @param identities units whose identification is remembered, so that it is told once
 * @param textChars characters of one text a device supplied
 * @param resyncBytes bytes skipped in search of a message boundary before giving the connection up
 */
record ModbusLimits(
        int outstandingMax,
        long answerNanos,
        int repeatedRequests,
        int identityObjects,
        int identities,
        int textChars,
        int resyncBytes) {

    /** MBAP header: transaction, protocol, length, unit (Implementation Guide 3.1.3). */
    static final int HEADER = 7;
    /** Bytes that the length field does not count: transaction, protocol and the field itself. */
    static final int PREFIX = 6;
    /** Least length field: unit and function. */
    static final int LENGTH_MIN = 2;
    /** Greatest length field: unit and a PDU of 253 bytes (V1.1b3 clause 4.1). */
    static final int LENGTH_MAX = 254;
    /** Longest message: 260 bytes (V1.1b3 clause 4.1). */
    static final int ADU_MAX = PREFIX + LENGTH_MAX;

    static final int ADDRESSES = 65_536;
    static final int READ_BITS_MAX = 2000; // 6.1, 6.2
    static final int READ_WORDS_MAX = 125; // 6.3, 6.4, 6.17
    static final int WRITE_BITS_MAX = 1968; // 6.11
    static final int WRITE_WORDS_MAX = 123; // 6.12
    static final int READ_WRITE_WORDS_MAX = 121; // 6.17
    static final int FIFO_MAX = 31; // 6.18
    static final int FILE_RECORD_MAX = 9999; // 6.14

    static ModbusLimits standard() {
        return new ModbusLimits(64, 10_000_000_000L, 4_096, 256, 16, 245, 65_536);
    }
}
