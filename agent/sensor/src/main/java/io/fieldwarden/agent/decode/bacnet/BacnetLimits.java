package io.fieldwarden.agent.decode.bacnet;

/**
 * Limits of the BACnet decoder, per connection where nothing else is said.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time; the standard's time-out is 3 s with 3 retries
 * @param retriesMax times a request is taken for a retry of the open one; the standard's usual number is 3
 * @param repeatedRequests slots of the table of repeated requests, shared by all connections; a power of two
 * @param assembliesMax segmented messages being put together at once
 * @param assemblyBytes bytes of one segmented message
 * @param depthMax how deep constructed values may nest
 * @param valuesMax values told of one property
 * @param propertiesMax properties of one message named in attributes
 * @param textChars characters of one text a device supplied
 * @param identities devices whose facts are remembered, shared by all connections
 */
record BacnetLimits(
        int outstandingMax,
        long answerNanos,
        int retriesMax,
        int repeatedRequests,
        int assembliesMax,
        int assemblyBytes,
        int depthMax,
        int valuesMax,
        int propertiesMax,
        int textChars,
        int identities) {

    /** Type, function and length of a virtual link message (J.2.1). */
    static final int BVLC_HEADER = 4;
    /** {@code 82 82 03}: both service access points and unnumbered information (clause 7). */
    static final int LLC_HEADER = 3;

    static BacnetLimits standard() {
        return new BacnetLimits(64, 10_000_000_000L, 3, 1_024, 8, 262_144, 16, 4_096, 64, 255, 4_096);
    }
}
