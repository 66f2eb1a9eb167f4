package io.fieldwarden.agent.detect.login;

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

/** Somebody tries passwords on a device, and perhaps finds one. What happens to MQTT brokers is told in their own words. */
public final class Guessing implements Detector {
    static final String GUESSED = "auth.brute-force";
    static final String FOUND = "auth.success-after-failures";
    /** Refused logins in the window that are told at all; people mistype. */
    static final Threshold FEW = new Threshold(GUESSED, "failures", 5);

    static final Threshold SECONDS = new Threshold(GUESSED, "window-seconds", 300);
    static final Threshold MANY = new Threshold(GUESSED, "failures-per-minute-high", 20);
    static final Threshold MOST = new Threshold(GUESSED, "failures-per-minute-critical", 100);
    /** Refused logins in the window before one that succeeds. */
    static final Threshold BEFORE = new Threshold(FOUND, "failures", 5);

    @Override
    public String name() {
        return "guessing";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(GUESSED).suspect(), Raise.rule(FOUND).suspect());
    }

    @Override
    public List<Cover> covers() {
        return List.of(new Cover(GUESSED, Cover.Scope.PAIR, Set.of("comm.new-link")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(FEW, SECONDS, MANY, MOST, BEFORE);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(OperationSeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new GuessingSession(context);
    }
}
