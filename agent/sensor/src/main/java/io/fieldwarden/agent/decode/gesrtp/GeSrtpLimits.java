package io.fieldwarden.agent.decode.gesrtp;

/**
 * Limits of the GE SRTP decoder, per connection.
 *
 * @param openMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param identities identities remembered, so that each is told once
 * @param pointsMax points whose values are told from one message
 */
record GeSrtpLimits(int openMax, long answerNanos, int identities, int pointsMax) {
    /** The mailbox header that is every message, text may follow. */
    static final int HEADER = 56;
    /** Longest text taken for one. */
    static final int TEXT_MAX = 16_384;

    static GeSrtpLimits standard() {
        return new GeSrtpLimits(64, 10_000_000_000L, 32, 1_024);
    }
}
