package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import java.util.List;
import java.util.Set;

/** A topic that always had messages has none, while its broker is busy with others. */
public final class Stale implements Detector {
    static final String TYPE = "mqtt.stale";
    /** How many times the longest learned pause is too long. */
    static final Threshold FACTOR = new Threshold(TYPE, "factor", 3);
    /** A shorter pause is never too long. */
    static final Threshold SECONDS = new Threshold(TYPE, "seconds", 120);
    /** Messages that must have been learned. */
    static final Threshold SAMPLES = new Threshold(TYPE, "samples", 100);
    /** With longer pauses than this a topic is not steady, and its silence tells nothing. */
    static final Threshold STEADY = new Threshold(TYPE, "steady-seconds", 600);

    @Override
    public String name() {
        return "mqtt-stale";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE).lasting());
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FACTOR, SECONDS, SAMPLES, STEADY);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class, TimePassed.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new StaleSession(context);
    }
}
