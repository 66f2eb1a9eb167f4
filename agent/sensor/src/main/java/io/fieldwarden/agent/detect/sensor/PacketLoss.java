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
 * The capture lost frames: the kernel or the card dropped them, or conversations have holes that only loss explains. The
 * alert names each minute that cannot be trusted.
 */
public final class PacketLoss implements Detector {
    private static final String TYPE = "self.packet-loss";
    /** Share of frames lost in a minute, in percent, that is too much. */
    private static final Threshold PERCENT = new Threshold(TYPE, "percent", 0.1);

    private static final Threshold FRAMES = new Threshold(TYPE, "frames", 10);
    /** Holes in conversations within a minute. */
    private static final Threshold HOLES = new Threshold(TYPE, "holes", 50);

    private static final long MINUTE = 60_000_000_000L;

    @Override
    public String name() {
        return "packet-loss";
    }

    @Override
    public List<Raise> raises() {
        return List.of(Raise.rule(TYPE));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(PERCENT, FRAMES, HOLES);
    }

    @Override
    public Set<Class<? extends Observation>> sees() {
        return Set.of(TimePassed.class, AnomalySeen.class);
    }

    @Override
    public DetectorSession open(DetectContext context) {
        return new Session(context);
    }

    /** Watches the drops of one lane, minute by minute. */
    private static final class Session implements DetectorSession {
        private final DetectContext context;
        private final double percentMax;
        private final double framesMax;
        private final double holesMax;
        private long minute = Long.MIN_VALUE;
        private long framesBefore;
        private long droppedBefore;
        private long framesLatest;
        private long droppedLatest;
        private long holes;
        private boolean told;

        Session(DetectContext context) {
            this.context = context;
            this.percentMax = context.settings().value(PERCENT);
            this.framesMax = context.settings().value(FRAMES);
            this.holesMax = context.settings().value(HOLES);
        }

        @Override
        public void observe(Observation observation) {
            switch (observation) {
                case TimePassed passed -> tick(passed);
                case AnomalySeen seen -> {
                    if (isHole(seen)) {
                        holes++;
                    }
                }
                case OperationSeen _, ConnectionSeen _, ValueSeen _, IdentitySeen _, AgentSeen _ -> {}
            }
        }

        private static boolean isHole(AnomalySeen seen) {
            return seen.anomaly().protocol().equals("tcp")
                    && seen.anomaly().code().equals("bytes-missing");
        }

        private void tick(TimePassed passed) {
            long now = Math.floorDiv(passed.atNanos(), MINUTE);
            if (now > minute) {
                minute = now;
                told = false;
                holes = 0;
                framesBefore = framesLatest;
                droppedBefore = droppedLatest;
            }
            if (!told) {
                judge(passed);
            }
            framesLatest = Math.max(0, passed.frames());
            droppedLatest = Math.max(0, passed.dropped());
        }

        private void judge(TimePassed passed) {
            long lost = passed.dropped() - droppedBefore;
            long got = Math.max(0, passed.frames() - framesBefore);
            double percent = lost * 100.0 / Math.max(1, lost + got);
            boolean dropped = passed.dropped() != TimePassed.UNTOLD && lost >= framesMax && percent >= percentMax;
            if (dropped || holes >= holesMax) {
                told = true; // a minute is told once; the next one is a sighting of its own
                raise(passed, dropped, dropped ? lost : holes);
            }
        }

        private void raise(TimePassed passed, boolean dropped, long number) {
            String of = Phrases.minute(minute * MINUTE);
            String what = dropped
                    ? Phrases.count(number, "frame") + " could not be taken in"
                    : Phrases.count(number, "conversation") + " with holes";
            Finding finding = new Finding(
                    passed.atNanos(),
                    TYPE,
                    "",
                    Who.SENSOR,
                    () -> Story.rule(
                            "The sensor takes in all traffic: less than "
                                    + context.settings().value(PERCENT) + " percent of frames lost in a minute.",
                            "Traffic was lost in the minute from " + of + ": " + what + ".",
                            dropped ? 1.0 : 0.6));
            context.findings().raise(finding.noting("minute from " + of + " not trusted"));
        }
    }
}
