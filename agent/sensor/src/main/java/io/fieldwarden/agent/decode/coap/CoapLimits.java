package io.fieldwarden.agent.decode.coap;

/**
 * Limits of the CoAP decoder, per connection.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param optionsMax options read of one message
 * @param textChars characters kept of the path, the host and the like, each
 */
record CoapLimits(int outstandingMax, long answerNanos, int optionsMax, int textChars) {

    /** Version, type, token length; code; message id (RFC 7252 clause 3). */
    static final int HEADER = 4;
    /** Longest token (RFC 7252 clause 3). */
    static final int TOKEN_MAX = 8;

    static CoapLimits standard() {
        return new CoapLimits(64, 10_000_000_000L, 64, 255);
    }
}
