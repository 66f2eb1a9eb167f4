package io.fieldwarden.agent.detect.scan;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Observation;
import java.util.List;
import java.util.Set;

/** One station tries many addresses, or many ports. Judged by rule, while learning too. */
public final class Sweeps implements Detector {
    static final String ADDRESSES = "scan.address";
    static final String PORTS = "scan.port";
    /** Different addresses of one network (/16, or /64 for IPv6) that decide. */
    static final Threshold TARGETS = new Threshold(ADDRESSES, "targets", 50);

    static final Threshold TARGETS_SECONDS = new Threshold(ADDRESSES, "window-seconds", 600);
    /** Different closed ports of one device, or refused address and port pairs of several, that decide. */
    static final Threshold CLOSED_PORTS = new Threshold(PORTS, "ports", 25);

    static final Threshold PORTS_SECONDS = new Threshold(PORTS, "window-seconds", 120);

    @Override
    public String name() {
        return "sweeps";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(ADDRESSES).suspect(), Raise.rule(PORTS).suspect());
    }

    @Override
    public List<Cover> covers() {
        Set<String> duller = Set.of("comm.new-link", "comm.new-service", "comm.new-asset");
        return List.of(
                new Cover(ADDRESSES, Cover.Scope.ORIGINATOR, duller), new Cover(PORTS, Cover.Scope.ORIGINATOR, duller));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(TARGETS, TARGETS_SECONDS, CLOSED_PORTS, PORTS_SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new SweepsSession(context);
    }
}
