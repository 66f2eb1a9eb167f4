package io.fieldwarden.agent.decode.http;

/**
 * Limits of the HTTP decoder, per connection unless said otherwise.
 *
 * @param outstandingMax pipelined requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param lineBytes bytes of one line of a head
 * @param headers header fields of one message
 * @param textChars characters of one text a peer supplied
 * @param identities addresses whose software is remembered, so that it is told once; of all connections together
 */
record HttpLimits(int outstandingMax, long answerNanos, int lineBytes, int headers, int textChars, int identities) {
    static HttpLimits standard() {
        return new HttpLimits(64, 10_000_000_000L, 16_384, 256, 255, 4_096);
    }
}
