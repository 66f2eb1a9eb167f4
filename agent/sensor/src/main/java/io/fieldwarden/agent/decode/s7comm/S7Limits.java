package io.fieldwarden.agent.decode.s7comm;

/**
 * Limits of the S7 decoder, per connection unless said otherwise.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param repeatedRequests slots of the table of repeated requests, shared by all connections; a power of two
 * @param messageBytes bytes of a message put together from several transport PDUs or data units
 * @param subscriptions cyclic jobs whose points are remembered
 * @param valuesMax values told of one message
 * @param textChars characters of one text a device supplied
 * @param identitiesMax facts of identity remembered so that each is told once
 * @param resyncBytes bytes skipped in search of a message boundary before giving the connection up
 * @param nesting depth of nested S7comm-plus objects and structures
 */
record S7Limits(
        int outstandingMax,
        long answerNanos,
        int repeatedRequests,
        int messageBytes,
        int subscriptions,
        int valuesMax,
        int textChars,
        int identitiesMax,
        int resyncBytes,
        int nesting) {
    static S7Limits standard() {
        return new S7Limits(64, 10_000_000_000L, 1_024, 65_536, 64, 1_024, 120, 64, 65_536, 8);
    }
}
