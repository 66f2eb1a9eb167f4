package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.telemetry.RoomMeter;

/**
 * Lets the passing of time also say how many frames were captured and lost, so that a blind sensor notices; only where
 * frames are expected to keep coming, for a file that ends is not a sensor gone blind.
 */
final class Pulse implements ObservationSink {
    private final ObservationSink next;
    private final RoomMeter capture;
    private boolean counts;

    Pulse(ObservationSink next, RoomMeter capture) {
        this.next = next;
        this.capture = capture;
    }

    void tellCounts() {
        counts = true;
    }

    @Override
    public void observe(Observation observation) {
        if (counts && observation instanceof TimePassed passed) {
            RoomReport frames = capture.report();
            next.observe(new TimePassed(passed.atNanos(), frames.received(), frames.dropped()));
        } else {
            next.observe(observation);
        }
    }
}
