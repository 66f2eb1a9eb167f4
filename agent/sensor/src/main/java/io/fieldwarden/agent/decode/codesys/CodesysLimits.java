package io.fieldwarden.agent.decode.codesys;

/**
 * What CODESYS may cost, per connection.
 *
 * @param blockBytesMax longest block of the block driver, header included
 * @param openMax services and requests that await their answer; the oldest is told as unanswered when one more comes
 * @param answerNanosMax traffic time after which a request counts as unanswered
 * @param textCharsMax longest text kept of what a device says
 * @param identitiesMax nodes whose identity is remembered, so that it is told once
 * @param findingsMax broken rules told per message
 * @param resyncBytesMax bytes skipped in search of a block before the connection is given up
 */
public record CodesysLimits(
        int blockBytesMax,
        int openMax,
        long answerNanosMax,
        int textCharsMax,
        int identitiesMax,
        int findingsMax,
        int resyncBytesMax) {

    /** What the agent uses. */
    public static final CodesysLimits DEFAULT =
            new CodesysLimits(32 * 1024, 64, 10_000_000_000L, 255, 64, 4, 256 * 1024);

    public CodesysLimits {
        if (blockBytesMax < 64 || openMax < 1 || textCharsMax < 1 || identitiesMax < 1 || resyncBytesMax < 64) {
            throw new IllegalArgumentException("limits too small to decode anything: blocks of " + blockBytesMax
                    + " bytes (expected 64 or more), " + openMax + " open (1), texts of " + textCharsMax + " (1), "
                    + identitiesMax + " identities (1), resync " + resyncBytesMax + " bytes (64)");
        }
    }
}
