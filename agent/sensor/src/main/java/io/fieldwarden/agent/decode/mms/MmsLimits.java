package io.fieldwarden.agent.decode.mms;

/**
 * Limits of the MMS decoder, per connection.
 *
 * @param answerNanos how long an answer may take, in traffic time
 * @param outstanding requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param messageBytes bytes of one message put together from several transport PDUs
 * @param variables variables read of one request
 * @param values values told of one message
 * @param depth structures inside structures that are read
 * @param textChars characters of one text a device supplied
 * @param anomalies anomalies told of one message
 * @param resyncBytes bytes skipped in search of a transport PDU before giving the connection up
 */
record MmsLimits(
        long answerNanos,
        int outstanding,
        int messageBytes,
        int variables,
        int values,
        int depth,
        int textChars,
        int anomalies,
        int resyncBytes) {
    static MmsLimits standard() {
        return new MmsLimits(10_000_000_000L, 64, 1 << 17, 256, 512, 10, 255, 4, 65_536);
    }
}
