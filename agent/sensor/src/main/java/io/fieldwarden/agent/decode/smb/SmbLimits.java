package io.fieldwarden.agent.decode.smb;

/**
 * Limits of the SMB decoder, per connection unless said otherwise.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time; one that is announced as pending may take longer
 * @param headBytes bytes of one message that are read; the rest, contents of files, is skipped
 * @param chained requests in one message
 * @param trees shares whose names are remembered
 * @param files open files whose names are remembered
 * @param textChars characters of one text a peer supplied
 * @param identities addresses whose identity is remembered, so that it is told once; of all connections together
 */
record SmbLimits(
        int outstandingMax,
        long answerNanos,
        int headBytes,
        int chained,
        int trees,
        int files,
        int textChars,
        int identities) {
    static SmbLimits standard() {
        return new SmbLimits(1_024, 10_000_000_000L, 16_384, 64, 64, 512, 255, 4_096);
    }
}
