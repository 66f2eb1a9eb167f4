package io.fieldwarden.agent.decode.hartip;

/**
 * Limits of the HART-IP decoder, the protocol's own (FCG TS20085, TS20081) and ours, per connection unless said otherwise.
 *
 * @param openMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param operations operations kept for repeats, shared by all connections
 * @param identities identities remembered, so that each is told once
 * @param commandsMax commands of one direct PDU that are told
 * @param resyncBytes bytes skipped in search of a message before giving the connection up
 */
record HartIpLimits(int openMax, long answerNanos, int operations, int identities, int commandsMax, int resyncBytes) {
    /** Version, type, id, status, sequence number, byte count. */
    static final int HEADER = 8;
    /** Longest message taken for one. */
    static final int MESSAGE_MAX = 4_096;
    /** Session initiate: host type and inactivity timer follow the header. */
    static final int INITIATE = 13;

    static HartIpLimits standard() {
        return new HartIpLimits(64, 10_000_000_000L, 1_024, 256, 32, 65_536);
    }
}
