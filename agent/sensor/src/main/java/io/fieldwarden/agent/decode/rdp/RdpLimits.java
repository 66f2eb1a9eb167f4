package io.fieldwarden.agent.decode.rdp;

/**
 * Limits of the RDP decoder, per connection unless said otherwise.
 *
 * @param answerNanos how long an answer may take, in traffic time
 * @param textChars characters of one text a peer supplied
 * @param identities addresses whose name is remembered, so that it is told once; of all connections together
 */
record RdpLimits(long answerNanos, int textChars, int identities) {
    static RdpLimits standard() {
        return new RdpLimits(10_000_000_000L, 255, 4_096);
    }
}
