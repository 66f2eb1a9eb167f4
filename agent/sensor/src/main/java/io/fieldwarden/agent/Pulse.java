package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.telemetry.RoomMeter;

/** Lets the passing of time also say how many frames were captured and lost, so that a blind sensor notices. */
record Pulse(ObservationSink next, RoomMeter capture) implements ObservationSink {
    @Override
    public void observe(Observation observation) {
        if (observation instanceof TimePassed passed) {
            RoomReport frames = capture.report();
            next.observe(new TimePassed(passed.atNanos(), frames.received(), frames.dropped()));
        } else {
            next.observe(observation);
        }
    }
}
