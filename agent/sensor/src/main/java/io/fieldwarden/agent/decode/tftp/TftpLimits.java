package io.fieldwarden.agent.decode.tftp;

/**
 * Limits of the TFTP decoder.
 *
 * @param transfersMax requests whose transfer has not ended, of all connections; the oldest is told as unanswered
 * @param answerNanos how long an answer may take, in traffic time
 * @param textChars characters of a file name or option
 * @param optionsMax options of one request that are told
 */
record TftpLimits(int transfersMax, long answerNanos, int textChars, int optionsMax) {

    static TftpLimits standard() {
        return new TftpLimits(64, 10_000_000_000L, 255, 8);
    }
}
