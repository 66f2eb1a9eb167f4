package io.fieldwarden.agent.observation;

/** A policy-neutral fact about the traffic, or about the agent that watches it; the sealed waist between any number of protocols and any number of detectors. */
public sealed interface Observation
        permits ConnectionSeen, OperationSeen, ValueSeen, IdentitySeen, AnomalySeen, TimePassed, AgentSeen {

    /** Time on the wire, in nanoseconds since 1970-01-01T00:00Z. */
    long atNanos();
}
