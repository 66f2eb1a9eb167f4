package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * A measured value leaves the range it was learned in, jumps faster than it ever did, or stands still for longer than it
 * ever did. What does not behave like a measured quantity (switches, status words, counters, halves of numbers) is not judged.
 */
public final class PhysicalValues implements Detector {

    @Override
    public String name() {
        return "physical-values";
    }

    @Override
    public List<Raise> raises() {
        return List.of(
                Raise.learned(Limits.MIN_MAX).heldBack(),
                Raise.learned(Limits.GRADIENT).heldBack(),
                Raise.learned(Limits.FROZEN).heldBack(),
                Raise.learned(Limits.PAYLOAD).heldBack());
    }

    @Override
    public List<Threshold> thresholds() {
        return Limits.thresholds();
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(ValueSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new PhysicalValuesSession(context);
    }
}
