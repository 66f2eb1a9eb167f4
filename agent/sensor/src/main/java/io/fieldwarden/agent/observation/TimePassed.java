package io.fieldwarden.agent.observation;

/**
 * Traffic time moved on. Sent at least once per second of traffic time while anything is captured, and by the capture's
 * own tick when nothing is, so that silence can be noticed without a clock.
 *
 * @param atNanos the traffic time it is now
 */
public record TimePassed(long atNanos) implements Observation {}
