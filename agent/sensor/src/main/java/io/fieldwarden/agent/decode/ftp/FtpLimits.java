package io.fieldwarden.agent.decode.ftp;

/**
 * Limits of the FTP decoder, per connection unless said otherwise.
 *
 * @param outstandingMax commands awaiting a reply; the oldest is told as unanswered when one more comes
 * @param answerNanos how long a reply may take, in traffic time; a transfer that has begun may take longer
 * @param lineBytes bytes of one line
 * @param textChars characters of one text a peer supplied
 * @param identities addresses whose greeting is remembered, so that it is told once; of all connections together
 */
record FtpLimits(int outstandingMax, long answerNanos, int lineBytes, int textChars, int identities) {
    static FtpLimits standard() {
        return new FtpLimits(32, 10_000_000_000L, 4_096, 255, 4_096);
    }
}
