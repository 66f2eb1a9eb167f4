package io.fieldwarden.agent.decode.snmp;

/**
 * Limits of the SNMP decoder, per connection.
 *
 * @param outstandingMax requests awaiting an answer; the oldest is told as unanswered when one more comes
 * @param answerNanos how long an answer may take, in traffic time
 * @param bindingsMax variable bindings of one message that are read
 * @param bindingsTold variable bindings named in the attributes of one operation
 * @param textChars characters of one text a device supplied
 * @param oidParts parts of one object identifier (RFC 2578 3.5)
 */
record SnmpLimits(
        int outstandingMax, long answerNanos, int bindingsMax, int bindingsTold, int textChars, int oidParts) {

    static SnmpLimits standard() {
        return new SnmpLimits(64, 10_000_000_000L, 256, 32, 255, 128);
    }
}
