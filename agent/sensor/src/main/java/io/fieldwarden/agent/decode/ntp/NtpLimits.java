package io.fieldwarden.agent.decode.ntp;

/**
 * Limits of the NTP decoder, per connection.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param textChars characters of one text a peer supplied
 */
record NtpLimits(int outstandingMax, long answerNanos, int textChars) {

    /** Header of modes 1 to 5 (RFC 5905 7.3). */
    static final int HEADER = 48;
    /** Header of control messages (RFC 9327 clause 2). */
    static final int CONTROL_HEADER = 12;
    /** Header of private messages, mode 7. */
    static final int PRIVATE_HEADER = 8;

    static NtpLimits standard() {
        return new NtpLimits(16, 10_000_000_000L, 255);
    }
}
