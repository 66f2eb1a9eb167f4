package io.fieldwarden.agent.observation;

/** Where observations go; called on the lane's thread only. */
@FunctionalInterface
public interface ObservationSink {
    void observe(Observation observation);
}
