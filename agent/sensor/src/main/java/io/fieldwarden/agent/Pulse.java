package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.RoomReport;
import io.fieldwarden.agent.contract.SpoolReport;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.telemetry.RoomMeter;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets the passing of time also say how the agent is: once a minute what is degraded and how full the spool is, and, where
 * frames are expected to keep coming, how many were captured and lost, so that a blind sensor notices; a file that ends is
 * not a sensor gone blind.
 */
final class Pulse implements ObservationSink {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final SpoolReport NO_SPOOL = new SpoolReport(0, 0, 0, 0);

    private final ObservationSink next;
    private final Supplier<List<String>> troubles;
    private final RoomMeter capture;
    private Supplier<SpoolReport> spool = () -> NO_SPOOL;
    private boolean counts;
    private long toldNanos;

    Pulse(ObservationSink next, Supplier<List<String>> troubles, RoomMeter capture) {
        this.next = next;
        this.troubles = troubles;
        this.capture = capture;
    }

    void tellCounts() {
        counts = true;
    }

    void tellSpool(Supplier<SpoolReport> report) {
        spool = report;
    }

    @Override
    public void observe(Observation observation) {
        if (observation instanceof TimePassed passed) {
            next.observe(counts ? counted(passed) : passed);
            if (passed.atNanos() - toldNanos >= MINUTE_NANOS) {
                toldNanos = passed.atNanos();
                SpoolReport waiting = spool.get();
                next.observe(new AgentSeen(
                        passed.atNanos(), troubles.get(), waiting.bytes(), waiting.bytesMax(), waiting.dropped()));
            }
        } else {
            next.observe(observation);
        }
    }

    private TimePassed counted(TimePassed passed) {
        RoomReport frames = capture.report();
        return new TimePassed(passed.atNanos(), frames.received(), frames.dropped());
    }
}
