package io.fieldwarden.agent.decode.goose;

/**
 * Limits of the GOOSE decoder, per connection.
 *
 * @param controls control blocks whose state is remembered; the one not heard for the longest goes
 * @param values values told of one message
 * @param depth structures inside structures that are read
 * @param textChars characters of one text a device supplied
 * @param anomalies anomalies told of one message
 */
record GooseLimits(int controls, int values, int depth, int textChars, int anomalies) {
    static GooseLimits standard() {
        return new GooseLimits(64, 512, 5, 129, 4);
    }
}
