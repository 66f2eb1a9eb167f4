package io.fieldwarden.agent.decode.ssh;

/**
 * Limits of the SSH decoder, per connection unless said otherwise.
 *
 * @param answerNanos how long the key exchange may take, in traffic time
 * @param bannerBytes bytes of one line before the key exchange (RFC 4253 4.2 allows 255)
 * @param bannerLines lines before the version
 * @param packetBytes bytes of one packet of the key exchange (RFC 4253 6.1 asks for 35,000)
 * @param textChars characters of one text a peer supplied
 * @param identities addresses whose software is remembered, so that it is told once; of all connections together
 */
record SshLimits(long answerNanos, int bannerBytes, int bannerLines, int packetBytes, int textChars, int identities) {
    static SshLimits standard() {
        return new SshLimits(10_000_000_000L, 1_024, 256, 65_536, 255, 4_096);
    }
}
