package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.TimePassed;
import java.util.List;
import java.util.Set;

/**
 * Two stations exchange far more bytes than they ever did, for several minutes, whatever the protocol. Only steady channels
 * are judged, whose busiest learned minute is no more than some times the average one.
 */
public final class Volume implements Detector {
    static final String TYPE = "rate.volume";
    /** Minutes learned before a channel is known. */
    static final Threshold LEARNED = new Threshold(TYPE, "learned-minutes", 10);
    /** The busiest learned minute of a steady channel has at most so many times the bytes of the average one. */
    static final Threshold STEADY = new Threshold(TYPE, "steady-factor", 4);
    /** So many times the busiest learned minute is too much. */
    static final Threshold FACTOR = new Threshold(TYPE, "factor", 4);
    /** So many bytes a minute are never too much. */
    static final Threshold BYTES = new Threshold(TYPE, "bytes", 262_144);
    /** Minutes in a row with too much. */
    static final Threshold MINUTES = new Threshold(TYPE, "minutes", 2);

    @Override
    public String name() {
        return "volume";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.learned(TYPE).heldBack());
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LEARNED, STEADY, FACTOR, BYTES, MINUTES);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ConnectionSeen.class, TimePassed.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new VolumeSession(context);
    }
}
