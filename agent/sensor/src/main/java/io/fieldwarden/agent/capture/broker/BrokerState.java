package io.fieldwarden.agent.capture.broker;

/**
 * How a tap is doing.
 *
 * @param connected whether it is subscribed now
 * @param problem the latest failure in a sentence; empty after a success
 * @param connections how often it has been connected
 * @param received publications that came
 * @param dropped publications given up because they were too long or the queue was full
 */
public record BrokerState(boolean connected, String problem, long connections, long received, long dropped) {}
