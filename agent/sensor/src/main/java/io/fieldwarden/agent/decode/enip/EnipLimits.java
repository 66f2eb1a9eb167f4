package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipLimits;

/**
 * Limits of the EtherNet/IP decoder, per connection where not said otherwise.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param repeatedRequests slots of the table of repeated requests, shared by all connections; a power of two
 * @param repeatedBytes longest request kept for repetition
 * @param carriers slots of the table of what repeated requests are carried by, shared by all connections; a power of two
 * @param links CIP connections opened and remembered, shared by all connections
 * @param items items of one message
 * @param producers I/O connections followed in one exchange of datagrams
 * @param ioBytes bytes of I/O data compared and told
 * @param heartbeatNanos how often unchanged I/O data is told again, in traffic time
 * @param resyncBytes bytes skipped in search of a message boundary before giving the connection up
 * @param cip of the messages carried
 */
record EnipLimits(
        int outstandingMax,
        long answerNanos,
        int repeatedRequests,
        int repeatedBytes,
        int carriers,
        int links,
        int items,
        int producers,
        int ioBytes,
        long heartbeatNanos,
        int resyncBytes,
        CipLimits cip) {

    /** Encapsulation header: command, length, session, status, context, options (Vol 2, 2-3.1). */
    static final int HEADER = 24;

    /** Longest data after the header (Vol 2, 2-3.2). */
    static final int DATA_MAX = 65_511;

    static EnipLimits standard() {
        return new EnipLimits(
                64,
                10_000_000_000L,
                1_024,
                512,
                1_024,
                4_096,
                16,
                64,
                1_448,
                1_000_000_000L,
                262_144,
                CipLimits.standard());
    }
}
