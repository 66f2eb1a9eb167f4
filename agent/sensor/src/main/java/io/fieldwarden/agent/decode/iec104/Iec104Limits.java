package io.fieldwarden.agent.decode.iec104;

/**
 * Limits of the IEC 60870-5-104 decoder, the protocol's own and ours, per connection unless said otherwise.
 *
 * @param openMax commands awaiting confirmation or termination; the oldest is settled when one more comes
 * @param answerNanos how long a confirmation may take, in traffic time; t1 of clause 9.6 is 15 s
 * @param window unacknowledged I-format messages of one side before it is told; k of clause 9.6 is 12, but adjustable
 * @param operations slots of the table of repeated reports, shared by all connections; a power of two
 * @param listed entries of a list in an attribute, for instance files of a directory
 * @param resyncBytes bytes skipped in search of a message before giving the connection up
 */
record Iec104Limits(int openMax, long answerNanos, int window, int operations, int listed, int resyncBytes) {
    /** Start byte of every message (clause 5). */
    static final int START = 0x68;
    /** Start byte and length field. */
    static final int PREFIX = 2;
    /** Start, length and four control fields (clause 5). */
    static final int APCI = 6;
    /** Least length field: the control fields alone. */
    static final int LENGTH_MIN = 4;
    /** Greatest length field (clause 5). */
    static final int LENGTH_MAX = 253;
    /** Type, qualifier, two of cause, two of common address (clause 7.1). */
    static final int ASDU_HEADER = 6;
    /** Information object address (clause 7.1). */
    static final int IOA = 3;
    /** Sequence numbers run modulo this (clause 5.1). */
    static final int SEQUENCES = 32_768;
    /** Objects of one ASDU (60870-5-101 clause 7.2.2). */
    static final int OBJECTS_MAX = 127;
    /** Common address that means all stations (60870-5-101 clause 7.2.4). */
    static final int ALL_STATIONS = 0xFFFF;

    static Iec104Limits standard() {
        return new Iec104Limits(64, 15_000_000_000L, 12, 4_096, 16, 65_536);
    }
}
