package io.fieldwarden.agent.decode.dnp3;

/**
 * Limits of the DNP3 decoder, per connection where nothing else is said.
 *
 * @param outstandingMax requests awaiting a response, and unsolicited responses awaiting a confirmation, each; the oldest is
 *     told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param associations pairs of link addresses whose transport segments and selections are followed
 * @param fragmentBytes bytes of one application fragment put together from segments; devices default to 2048, the standard allows what both sides agree on
 * @param headers object headers read in one fragment
 * @param commands commands of one request put into attributes
 * @param timeTags time tags of one message put into an attribute
 * @param anomalies anomalies told of one segment or datagram
 * @param repeats slots of the table of repeated operations, shared by all connections; a power of two
 * @param identities outstations whose identity is remembered, so that it is told once
 * @param textChars characters of one text a device supplied
 * @param resyncBytes bytes skipped in search of a frame before giving the connection up
 */
record Dnp3Limits(
        int outstandingMax,
        long answerNanos,
        int associations,
        int fragmentBytes,
        int headers,
        int commands,
        int timeTags,
        int anomalies,
        int repeats,
        int identities,
        int textChars,
        int resyncBytes) {

    /** Start, length, control, destination, source, check (9.2.4.1). */
    static final int HEADER = 10;
    /** Control, destination and source are counted by the length field (9.2.4.1.2). */
    static final int LENGTH_MIN = 5;
    /** User data of one frame: 255 less the above. */
    static final int USER_DATA_MAX = 250;
    /** Bytes of user data that share a check (9.2.4.2). */
    static final int BLOCK = 16;

    static final int CRC = 2;
    /** Longest frame. */
    static final int FRAME_MAX = 292;
    /** From here up addresses stand for every outstation (9.2.4.1.4, table 9-2). */
    static final int BROADCAST = 0xFFFD;

    static Dnp3Limits standard() {
        return new Dnp3Limits(64, 10_000_000_000L, 64, 65_535, 256, 16, 8, 16, 1_024, 64, 255, 65_536);
    }
}
