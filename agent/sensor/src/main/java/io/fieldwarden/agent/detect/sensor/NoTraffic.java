package io.fieldwarden.agent.detect.sensor;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.Detector;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Raise;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import java.util.Set;

/**
 * The capture delivers nothing. Noticed by ticks that arrive during the silence with an unchanged frame count; a hole
 * between two frames of a file, with no tick in it, is no silence.
 */
public final class NoTraffic implements Detector {
    private static final String TYPE = "self.no-traffic";
    private static final Threshold SECONDS = new Threshold(TYPE, "seconds", 15);
    /** Ticks without a frame that must lie within the silence. */
    private static final int TICKS_MIN = 3;

    @Override
    public String name() {
        return "no-traffic";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(SECONDS);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(TimePassed.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Watches the frame count of one lane. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final long silenceNanos;
        private long frames = TimePassed.UNTOLD;
        private long sinceNanos;
        private int ticks;
        private boolean told;

        Session(DetectContext context) {
            this.context = context;
            this.silenceNanos = (long) (context.settings().value(SECONDS) * 1e9);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case TimePassed passed -> tick(passed);
                case OperationSeen _, ConnectionSeen _, ValueSeen _, IdentitySeen _, AnomalySeen _, AgentSeen _ -> {}
            }
        }

        private void tick(TimePassed passed) {
            if (passed.frames() == TimePassed.UNTOLD || passed.frames() != frames) {
                frames = passed.frames();
                sinceNanos = passed.atNanos();
                ticks = 0;
                told = false;
                return;
            }
            ticks++;
            boolean silent = ticks >= TICKS_MIN && passed.atNanos() - sinceNanos > silenceNanos;
            if (silent && !told) {
                told = true; // one silence is one sighting, however long
                raise(passed);
            }
        }

        private void raise(TimePassed passed) {
            long since = sinceNanos;
            boolean never = frames == 0;
            Finding finding = new Finding(
                    passed.atNanos(),
                    TYPE,
                    "",
                    Who.SENSOR,
                    () -> Story.rule(
                            "A plant network is never silent for more than "
                                    + Phrases.count(silenceNanos / 1_000_000_000L, "second") + ".",
                            (never ? "No frame was captured since the start at " : "No frame was captured since ")
                                    + Phrases.instant(since) + ".",
                            1.0));
            context.findings().raise(finding.noting("silent from " + Phrases.instant(since)));
        }
    }
}
