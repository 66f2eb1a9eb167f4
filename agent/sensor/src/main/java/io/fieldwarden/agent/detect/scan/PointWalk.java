package io.fieldwarden.agent.detect.scan;

import io.fieldwarden.agent.detect.Cover;
import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import java.util.List;
import java.util.Set;

/**
 * A station reads a device's points one after the other, each read beginning where the one before ended, or is told again and
 * again that there is no such point: it looks for what the device holds. How far a station walks every day is learned.
 */
public final class PointWalk implements Detector {
    static final String TYPE = "scan.points";
    /** Reads in a row that are a walk. */
    static final Threshold STEPS = new Threshold(TYPE, "steps", 30);
    /** How many times the longest walk that was learned is too long. */
    static final Threshold FACTOR = new Threshold(TYPE, "factor", 2);
    /** Different points that do not exist. */
    static final Threshold MISSING = new Threshold(TYPE, "missing-points", 15);

    static final Threshold SECONDS = new Threshold(TYPE, "window-seconds", 120);

    @Override
    public String name() {
        return "point-walk";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE).suspect());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(
                TYPE, Cover.Scope.PAIR, Set.of("ot.address-range", "ot.unlearned-operation", "pv.exception-burst")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(STEPS, FACTOR, MISSING, SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new PointWalkSession(context);
    }
}
