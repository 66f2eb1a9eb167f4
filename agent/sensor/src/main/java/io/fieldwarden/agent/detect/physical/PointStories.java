package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.contract.Expectation;
import io.fieldwarden.agent.detect.DetectContext.Findings;
import io.fieldwarden.agent.detect.Finding;
import io.fieldwarden.agent.detect.Phrases;
import io.fieldwarden.agent.detect.Story;
import io.fieldwarden.agent.detect.Who;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;

/** Tells people about points that behave unlike what was learned of them. */
final class PointStories {
    private final Findings findings;

    PointStories(Findings findings) {
        this.findings = findings;
    }

    void outside(Run run, Track track, ValueSeen seen) {
        double value = track.last;
        double range = Learned.range(track.learned);
        double beyond = Math.max(track.learned.get(Learned.MIN) - value, value - track.learned.get(Learned.MAX));
        double confidence = Math.min(0.9, 0.6 + 0.3 * beyond / range);
        String done = track.written ? " was set to " : " is at ";
        String samples = track.outside == 1 ? "." : ", outside for " + Phrases.count(track.outside, "sample") + ".";
        raise(
                type(Limits.MIN_MAX, seen),
                run,
                track,
                seen,
                () -> Story.unlearned(
                        expected(track, "between " + low(track, seen) + " and " + high(track, seen)),
                        point(run, track) + done + number(value, seen) + samples,
                        confidence));
    }

    void jumped(Run run, Track track, double from, ValueSeen seen) {
        double to = track.last;
        double most = track.learned.get(Learned.MAX_STEP);
        raise(
                type(Limits.GRADIENT, seen),
                run,
                track,
                seen,
                () -> Story.unlearned(
                        expected(
                                track,
                                "changes of at most " + number(most, seen) + " from one sample to the next ("
                                        + Numbers.text(track.learned.get(Learned.MAX_RATE)) + " a second)"),
                        point(run, track) + " went from " + number(from, seen) + " to " + number(to, seen)
                                + " at once and stayed there.",
                        0.7));
    }

    void frozen(Run run, Track track, ValueSeen seen) {
        int samples = track.steadySamples;
        double seconds = track.steadySeconds();
        raise(
                Limits.FROZEN,
                run,
                track,
                seen,
                () -> Story.unlearned(
                        expected(
                                track,
                                "the same value for at most "
                                        + Phrases.count(
                                                (long) Math.max(1, track.learned.get(Learned.STEADY_SAMPLES)), "sample")
                                        + " (" + Numbers.duration(track.learned.get(Learned.STEADY_SECONDS)) + ")"),
                        point(run, track) + " has been " + number(track.last, seen) + " for "
                                + Phrases.count(samples, "sample") + " (" + Numbers.duration(seconds)
                                + "), while other values of the device move on.",
                        0.7));
    }

    /** What a payload says is the broker's word; what a device says is the process itself. */
    private static String type(String ofProcess, ValueSeen seen) {
        return seen.connection().protocol().equals("mqtt") ? Limits.PAYLOAD : ofProcess;
    }

    private void raise(String type, Run run, Track track, ValueSeen seen, java.util.function.Supplier<Story> story) {
        String situation = run.device().situation(type, track.name);
        String note = Phrases.quote(track.name) + " " + Numbers.text(track.last);
        findings.raise(new Finding(seen.atNanos(), type, situation, Who.of(seen.connection()), story).noting(note));
    }

    private static String point(Run run, Track track) {
        return "Point " + Phrases.quote(track.name) + " of " + run.device().address;
    }

    private static Expectation expected(Track track, String what) {
        Measure row = track.learned;
        return new Expectation(
                "Learned of this point: " + what + ", from " + Phrases.count((long) row.get(Learned.SAMPLES), "sample")
                        + ".",
                List.of(),
                (long) row.get(Learned.SAMPLES),
                Phrases.instant(row.firstNanos()));
    }

    private static String low(Track track, ValueSeen seen) {
        return number(track.learned.get(Learned.MIN), seen);
    }

    private static String high(Track track, ValueSeen seen) {
        return number(track.learned.get(Learned.MAX), seen);
    }

    private static String number(double value, ValueSeen seen) {
        String unit = seen.unit();
        return Numbers.text(value) + (unit.isEmpty() ? "" : " " + Phrases.quote(unit));
    }
}
