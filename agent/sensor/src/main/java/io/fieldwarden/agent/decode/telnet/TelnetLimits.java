package io.fieldwarden.agent.decode.telnet;

/**
 * Limits of the Telnet decoder, per connection unless said otherwise.
 *
 * @param options negotiated options that are told
 * @param lineChars characters of the last line of a side that are looked at
 * @param parameterBytes bytes of one option's parameters
 * @param userChars characters of a user name
 * @param identities addresses whose terminal is remembered, so that it is told once; of all connections together
 */
record TelnetLimits(int options, int lineChars, int parameterBytes, int userChars, int identities) {
    static TelnetLimits standard() {
        return new TelnetLimits(64, 256, 4_096, 64, 4_096);
    }
}
