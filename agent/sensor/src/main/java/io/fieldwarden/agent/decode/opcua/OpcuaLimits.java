package io.fieldwarden.agent.decode.opcua;

/**
 * Limits of the OPC UA decoder, per connection unless said otherwise.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time; publish requests are held by the server and wait on
 * @param chunkBytes size a message header may claim for one chunk; the protocol sets none, 65,536 is usual
 * @param messageBytes bytes of a message put together from chunks, per direction
 * @param chunks chunks of one message
 * @param nesting structures, variants and diagnostics inside one another (OPC 10000-6 5.1.12 asks decoders for 100)
 * @param items elements of one array that are kept and told; what is beyond is read and left out
 * @param arrayValues values of one array that are told
 * @param values values told about one message
 * @param attributes attributes of one operation
 * @param textChars characters of one text a device supplied
 * @param monitoredItems items and properties whose names are remembered
 * @param repeatedRequests slots of the table of repeated requests, shared by all connections; a power of two
 * @param identities applications whose identity is remembered, so that it is told once; shared by all connections
 * @param anomalies anomalies told about one message
 * @param resyncBytes bytes skipped in search of a message boundary before giving the connection up
 */
record OpcuaLimits(
        int outstandingMax,
        long answerNanos,
        int chunkBytes,
        int messageBytes,
        int chunks,
        int nesting,
        int items,
        int arrayValues,
        int values,
        int attributes,
        int textChars,
        int monitoredItems,
        int repeatedRequests,
        int identities,
        int anomalies,
        int resyncBytes) {

    /** Message type, chunk type and size (OPC 10000-6 7.1.2.2). */
    static final int HEADER = 8;
    /** Header, channel, token, sequence number and request id of MSG and CLO (6.7.2). */
    static final int SYMMETRIC = 24;
    /** Greatest length of an endpoint URL, a server URI and a reason (7.1.2.3 to 7.1.2.6). */
    static final int URL_MAX = 4096;
    /** Longest security policy URI (6.7.2.3). */
    static final int POLICY_MAX = 255;

    static OpcuaLimits standard() {
        return new OpcuaLimits(
                256,
                10_000_000_000L,
                16 << 20,
                1 << 20,
                1_024,
                32,
                1_024,
                1_024,
                2_048,
                256,
                255,
                8_192,
                512,
                1_024,
                4,
                1 << 18);
    }
}
