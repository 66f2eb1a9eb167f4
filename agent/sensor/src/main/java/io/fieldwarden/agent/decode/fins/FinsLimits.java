package io.fieldwarden.agent.decode.fins;

/**
 * Limits of the FINS decoder, the protocol's own (W342) and ours, per connection unless said otherwise.
 *
 * @param openMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time; the response monitoring time is 2 s by default
 * @param repeats slots of the table of repeated requests, shared by all connections; a power of two
 * @param identities identities remembered, so that each is told once
 * @param listed items of a list in an attribute, or units of a connection data answer
 * @param pointsMax points whose values are told from one message
 * @param resyncBytes bytes skipped in search of a message before giving the connection up
 */
record FinsLimits(
        int openMax, long answerNanos, int repeats, int identities, int listed, int pointsMax, int resyncBytes) {
    /** The letters that begin every message over TCP. */
    static final int MAGIC = 0x46494E53;
    /** Magic, length, command and error code of the TCP header. */
    static final int TCP_HEADER = 16;
    /** Bytes the length field does not count. */
    static final int TCP_PREFIX = 8;
    /** Least length: command and error code. */
    static final int LENGTH_MIN = 8;
    /** Greatest length: header, FINS frame of at most 2012 bytes, with room for newer units. */
    static final int LENGTH_MAX = 16_384;
    /** ICF to SID. */
    static final int HEADER = 10;
    /** Bit of ICF: sent through a gateway. */
    static final int GATEWAY = 0x80;
    /** Bit of ICF: a response. */
    static final int RESPONSE = 0x40;
    /** Bit of ICF: no response wanted. */
    static final int NO_RESPONSE = 0x01;
    /** Greatest gateway count. */
    static final int GATEWAYS_MAX = 7;
    /** Greatest network address. */
    static final int NETWORK_MAX = 127;

    static FinsLimits standard() {
        return new FinsLimits(64, 10_000_000_000L, 1_024, 64, 32, 2_000, 65_536);
    }
}
