package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.detect.DetectContext;
import io.fieldwarden.agent.detect.DetectorSession;
import io.fieldwarden.agent.observation.AgentSeen;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.ConnectionSeen;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.Values;
import org.jspecify.annotations.Nullable;

/** Learns the points of one lane, then holds each sample against the limits of its point. */
final class PhysicalValuesSession implements DetectorSession {
    /** A frozen value is looked at again each time it has been seen so often. */
    private static final int STILL_STRIDE = 16;

    private final DetectContext context;
    private final Runs runs;
    private final PointStories stories;

    PhysicalValuesSession(DetectContext context) {
        this.context = context;
        this.runs = new Runs(context.baseline());
        this.stories = new PointStories(context.findings());
    }

    @Override
    public void observe(Observation observation) {
        switch (observation) {
            case ValueSeen seen -> {
                if (seen.quality() != Quality.BAD && !(seen.values() instanceof Values.Texts)) {
                    take(seen);
                }
            }
            case ConnectionSeen _, OperationSeen _, IdentitySeen _, AnomalySeen _, TimePassed _, AgentSeen _ -> {}
        }
    }

    private void take(ValueSeen seen) {
        boolean learning = context.baseline().learning().on();
        boolean judging = context.baseline().learning().judging();
        if ((learning && suspected(seen)) || (!learning && !judging)) {
            return;
        }
        Run run = runs.of(seen, learning);
        @Nullable Track[] tracks = run.tracks();
        Values values = seen.values();
        for (int index = 0; index < tracks.length; index++) {
            Track track = tracks[index];
            if (track == null) {
                continue;
            }
            double value = values.number(index);
            if (!Double.isFinite(value)) {
                continue;
            }
            if (learning) {
                track.learn(value, seen.atNanos());
            } else {
                judge(run, track, value, seen);
            }
        }
    }

    private boolean suspected(ValueSeen seen) {
        return context.findings().suspected(seen.connection().originator().address())
                || context.findings().suspected(seen.connection().responder().address());
    }

    private void judge(Run run, Track track, double value, ValueSeen seen) {
        if (!track.ready) {
            track.limits = Limits.of(track, context.settings(), run.device().address);
            track.ready = true;
        }
        Limits limits = track.limits;
        if (limits.areNone()) {
            return;
        }
        long at = seen.atNanos();
        boolean jumped = jumped(track, limits, value, at);
        double jumpFrom = track.jumpFrom;
        double before = track.last;
        track.judged(value, at);
        if (value < limits.low() || value > limits.high()) {
            outside(run, track, before, seen);
        } else {
            track.outside = 0;
            if (jumped) {
                stories.jumped(run, track, jumpFrom, seen);
            } else if (track.steadySamples >= limits.steadySamples()) {
                frozen(run, track, seen);
            }
        }
    }

    /** Whether the sample confirms a jump: two samples in a row lie away from what was before. */
    private static boolean jumped(Track track, Limits limits, double value, long atNanos) {
        if (!Double.isNaN(track.jumpFrom)) {
            boolean stays = Math.abs(value - track.jumpFrom) > limits.step();
            if (stays && !track.confirmed) {
                track.confirmed = true;
                return true;
            }
            track.jumpFrom = Double.NaN;
            if (!stays) {
                return false; // back again: the way back from a glitch is no jump either
            }
        }
        double step = Math.abs(value - track.last);
        if (step > limits.step()) {
            double seconds = track.secondsUntil(atNanos);
            double least = Learned.interval(track.learned) / 2;
            if (track.isFresh(seconds) && step > limits.rate() * Math.max(seconds, least)) {
                track.jumpFrom = track.last;
                track.confirmed = false;
            }
        }
        return false;
    }

    private void outside(Run run, Track track, double before, ValueSeen seen) {
        if (track.outside == 0 && isOneBit(before, track.last)) {
            return;
        }
        track.outside++;
        double enough = track.written ? 1 : context.settings().value(Limits.RANGE_SAMPLES, run.device().address);
        if (track.outside >= enough) {
            stories.outside(run, track, seen);
        }
    }

    /** Whether two whole numbers differ in one bit: rather a flag of a status word than a measured value. */
    private static boolean isOneBit(double one, double other) {
        boolean whole = one == Math.rint(one) && other == Math.rint(other) && Math.abs(other) < 1L << 52;
        return whole && Long.bitCount((long) one ^ (long) other) == 1;
    }

    private void frozen(Run run, Track track, ValueSeen seen) {
        boolean look = track.steadySamples == track.limits.steadySamples() || track.steadySamples % STILL_STRIDE == 0;
        if (look
                && track.steadySeconds() >= track.limits.steadySeconds()
                && !run.device().standsStill(track)) {
            stories.frozen(run, track, seen);
        }
    }
}
