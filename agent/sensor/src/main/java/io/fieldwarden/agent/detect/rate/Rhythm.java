package io.fieldwarden.agent.detect.rate;

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
 * A station that polled a device as steadily as a clock polls it much faster or slower, or stopped. Only steady pollers are
 * judged: those whose slowest and fastest learned minute are close to each other.
 */
public final class Rhythm implements Detector {
    static final String TYPE = "rate.periodicity";
    /** Whole minutes learned before a rhythm is known. */
    static final Threshold LEARNED = new Threshold(TYPE, "learned-minutes", 10);
    /** The fastest learned minute of a steady poller has at most so many times the polls of the slowest. */
    static final Threshold STEADY = new Threshold(TYPE, "steady-factor", 1.5);
    /** So many times faster than the fastest, or slower than the slowest learned minute, is another rhythm. */
    static final Threshold FACTOR = new Threshold(TYPE, "factor", 1.5);
    /** Minutes in a row in which the rhythm is another. */
    static final Threshold MINUTES = new Threshold(TYPE, "minutes", 3);
    /** A slower rhythm than so many polls a minute is none that minutes can show. */
    static final Threshold POLLS = new Threshold(TYPE, "polls-a-minute", 6);

    @Override
    public String name() {
        return "rhythm";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE).lasting().heldBack());
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LEARNED, STEADY, FACTOR, MINUTES, POLLS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class, TimePassed.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new RhythmSession(context);
    }
}
