package io.fieldwarden.agent.decode.dns;

/**
 * Limits of the DNS decoder, per connection.
 *
 * @param outstandingMax queries awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time; resolvers give up after 5 s (RFC 1536 clause 1)
 * @param questionsMax questions of one message that are told
 * @param recordsMax records of one message that are read
 * @param answersMax answers told with one query
 * @param textChars characters of one text a peer supplied
 * @param pointersMax compression pointers followed in one name (RFC 1035 4.1.4)
 */
record DnsLimits(
        int outstandingMax,
        long answerNanos,
        int questionsMax,
        int recordsMax,
        int answersMax,
        int textChars,
        int pointersMax) {

    /** Identifier, flags and four counts (RFC 1035 4.1.1). */
    static final int HEADER = 12;
    /** Length that goes before a message on TCP (RFC 1035 4.2.2). */
    static final int PREFIX = 2;
    /** Longest name, with its length bytes (RFC 1035 3.1). */
    static final int NAME_MAX = 255;

    static DnsLimits standard() {
        return new DnsLimits(64, 10_000_000_000L, 16, 256, 32, 255, 64);
    }
}
