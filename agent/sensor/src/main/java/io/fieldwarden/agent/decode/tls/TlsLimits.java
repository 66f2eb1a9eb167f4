package io.fieldwarden.agent.decode.tls;

/**
 * Limits of the TLS decoder, per connection unless said otherwise.
 *
 * @param answerNanos how long a handshake may take, in traffic time
 * @param handshakeBytes bytes of one handshake message that is put together from fragments
 * @param certificates certificates of one chain that are read
 * @param names subject alternative names told of one certificate
 * @param textChars characters of one text a peer supplied
 * @param identities servers whose identity is remembered, so that it is told once; of all connections together
 */
record TlsLimits(long answerNanos, int handshakeBytes, int certificates, int names, int textChars, int identities) {

    /** Type, version and length of a record (RFC 8446 5.1). */
    static final int RECORD_HEADER = 5;
    /** Longest protected record: 2^14 and 2,048 bytes of expansion (RFC 5246 6.2.3). */
    static final int RECORD_MAX = (1 << 14) + 2048;
    /** Type and length of a handshake message (RFC 8446 4). */
    static final int MESSAGE_HEADER = 4;

    static TlsLimits standard() {
        return new TlsLimits(10_000_000_000L, 65_536, 10, 64, 255, 4_096);
    }
}
