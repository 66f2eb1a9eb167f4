package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.detect.Cover;
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

/**
 * A device that used to speak steadily, answering polls or publishing, is heard no more while others are. One device is one
 * story, whoever waits for it; when nobody is heard, it is the sensor that is deaf.
 */
public final class Silence implements Detector {
    static final String TYPE = "rate.silence";
    /** Shortest silence that is told, in seconds. */
    static final Threshold SECONDS = new Threshold(TYPE, "seconds", 60);
    /** How many times the longest pause that was learned is too long. */
    static final Threshold FACTOR = new Threshold(TYPE, "factor", 3);
    /** Messages learned of a device before its pauses are known. */
    static final Threshold SAMPLES = new Threshold(TYPE, "learned-samples", 100);
    /** A device with longer pauses, in seconds, speaks when it has something to say, and its silence means nothing. */
    static final Threshold STEADY = new Threshold(TYPE, "steady-seconds", 300);

    @Override
    public String name() {
        return "silence";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE).lasting());
    }

    @Override
    public List<Cover> covers() {
        return List.of(
                new Cover(TYPE, Cover.Scope.ORIGINATOR, Set.of("mqtt.stale", Rhythm.TYPE)),
                new Cover(TYPE, Cover.Scope.PARTY, Set.of(Rhythm.TYPE)));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS, FACTOR, SAMPLES, STEADY);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class, TimePassed.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new SilenceSession(context);
    }
}
