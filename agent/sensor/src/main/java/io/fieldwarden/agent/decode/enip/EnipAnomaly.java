package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.observation.Anomaly;

/** Rules of the encapsulation that traffic can break (Vol 2, chapter 2). */
enum EnipAnomaly implements Anomaly {
    /** A command the standard reserves. */
    UNKNOWN_COMMAND(false),
    /** The length field is more than a message may have, or more than the datagram has. */
    BAD_LENGTH(true),
    /** A status code the standard does not define. */
    UNKNOWN_STATUS(false),
    /** Options other than 0 (2-3.7). */
    BAD_OPTIONS(false),
    /** Items that go past the end of the message. */
    ITEM_TOO_SHORT(true),
    /** More items than the limit. */
    TOO_MANY_ITEMS(false),
    /** The message ends before the fields its command needs. */
    MESSAGE_TOO_SHORT(true),
    /** Protocol version of a session other than 1. */
    BAD_VERSION(false),
    /** The connection ended in the middle of a message. */
    TRUNCATED(true),
    /** An answer nobody asked for, or a second or late one. */
    RESPONSE_WITHOUT_REQUEST(false),
    /** More requests open than the limit. */
    TOO_MANY_OUTSTANDING(false),
    /** No message where one should begin. */
    LOST_BOUNDARY(true);

    private final boolean malformed;
    private final String code = Anomaly.codeOf(this);

    EnipAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return EnipDecoder.PROTOCOL;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public boolean malformed() {
        return malformed;
    }
}
