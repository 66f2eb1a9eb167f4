package io.fieldwarden.agent;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.contract.SpoolReport;
import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.detect.AgentIdentity;
import io.fieldwarden.agent.detect.AlertRoute;
import io.fieldwarden.agent.detect.AlertSink;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.Detection;
import io.fieldwarden.agent.evidence.FrameRing;
import io.fieldwarden.agent.evidence.RingEvidence;
import java.util.function.Supplier;

/** A lane together with the detection it feeds, built from the sink end backwards. */
final class Judgement implements AutoCloseable {
    private final Detection detection;
    private final Pulse pulse;
    private final Lane lane;

    Judgement(AgentIdentity identity, DetectSettings settings, Baseline baseline, AlertSink alerts, Meters meters) {
        FrameRing ring = new FrameRing();
        AlertRoute route = new AlertRoute(identity, new RingEvidence(ring), alerts, meters.detect());
        this.detection = new Detection(Detection.plugged(), AlertCatalogue.load(), settings, baseline, route);
        this.pulse = new Pulse(detection, detection::troubles, meters.capture());
        this.lane = new Lane(ring, pulse, meters);
    }

    /** From now on frames are expected to keep coming, so that their absence means something: live interfaces. */
    void expectFrames() {
        pulse.tellCounts();
    }

    /** From now on detection hears how full the spool is. */
    void watchSpool(Supplier<SpoolReport> report) {
        pulse.tellSpool(report);
    }

    Lane lane() {
        return lane;
    }

    Detection detection() {
        return detection;
    }

    /** Ends the lane's connections, then tells every alert that was held back or only counted. */
    @Override
    public void close() {
        lane.close();
        detection.close();
    }
}
