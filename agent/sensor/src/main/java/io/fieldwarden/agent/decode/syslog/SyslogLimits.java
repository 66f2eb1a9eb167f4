package io.fieldwarden.agent.decode.syslog;

/**
 * Limits of the syslog decoder, per connection.
 *
 * @param fieldChars characters of one header field
 * @param messageMax bytes of one message of a stream (RFC 5425 4.3.1 asks for 8192)
 */
record SyslogLimits(int fieldChars, int messageMax) {

    /** Greatest priority: facility 23, severity 7 (RFC 5424 6.2.1). */
    static final int PRIORITY_MAX = 191;

    static SyslogLimits standard() {
        return new SyslogLimits(128, 16_384);
    }
}
