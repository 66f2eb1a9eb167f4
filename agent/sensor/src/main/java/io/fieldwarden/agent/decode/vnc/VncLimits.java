package io.fieldwarden.agent.decode.vnc;

/**
 * Limits of the VNC decoder, per connection unless said otherwise.
 *
 * @param answerNanos how long the start may take, in traffic time; a person types a password meanwhile
 * @param textChars characters of one text a peer supplied
 * @param reasonBytes bytes of the reason for a refusal
 * @param identities addresses whose name is remembered, so that it is told once; of all connections together
 */
record VncLimits(long answerNanos, int textChars, int reasonBytes, int identities) {
    static VncLimits standard() {
        return new VncLimits(120_000_000_000L, 255, 4_096, 4_096);
    }
}
