package io.fieldwarden.agent.decode.slmp;

/**
 * Limits of the SLMP decoder, the protocol's own (SH-080956ENG) and ours, per connection unless said otherwise.
 *
 * @param openMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param repeats slots of the table of repeated requests, shared by all connections; a power of two
 * @param identities identities remembered, so that each is told once
 * @param pointsMax points whose values are told from one message
 * @param resyncBytes bytes skipped in search of a message before giving the connection up
 */
record SlmpLimits(int openMax, long answerNanos, int repeats, int identities, int pointsMax, int resyncBytes) {
    /** Greatest length field taken for one; messages carry at most 960 words. */
    static final int LENGTH_MAX = 8_192;
    /** Monitoring timer, command, subcommand. */
    static final int REQUEST_MIN = 6;
    /** End code. */
    static final int RESPONSE_MIN = 2;

    static SlmpLimits standard() {
        return new SlmpLimits(64, 10_000_000_000L, 1_024, 32, 7_168, 65_536);
    }
}
