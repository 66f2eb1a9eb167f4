package io.fieldwarden.agent.capture;

/**
 * A message as a broker hands it to a subscriber.
 *
 * @param broker index of the broker within the configuration
 * @param atNanos when it arrived
 * @param topic at most 65,535 bytes of UTF-8
 * @param payload owned by the receiver
 * @param qos 0, 1 or 2
 * @param retained whether the broker had kept it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Publication(int broker, long atNanos, String topic, byte[] payload, int qos, boolean retained) {}
