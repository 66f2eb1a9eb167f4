package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.detect.DetectSettings;
import io.fieldwarden.agent.detect.Threshold;
import io.fieldwarden.agent.observation.Address;
import java.util.List;

/**
 * Where the judgement of one point lies, taken from what was learned of it. What does not behave like a measured quantity has
 * limits that nothing exceeds.
 *
 * @param low smallest value that is normal
 * @param high largest value that is normal
 * @param step largest change from sample to sample that is normal
 * @param rate largest change per second that is normal
 * @param steadySamples so many equal samples are too many, together with {@code steadySeconds}
 * @param steadySeconds so long at one value is too long
 */
record Limits(double low, double high, double step, double rate, int steadySamples, double steadySeconds) {
    static final String MIN_MAX = "proc.min-max";
    static final String GRADIENT = "proc.gradient";
    /** Range or gradient of a value that came by MQTT; the thresholds are those of the process. */
    static final String PAYLOAD = "mqtt.value-range";

    static final String FROZEN = "proc.frozen";

    static final Limits NONE = new Limits(
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Integer.MAX_VALUE,
            Double.POSITIVE_INFINITY);

    private static final Threshold RANGE_LEARNED = new Threshold(MIN_MAX, "learned-samples", 200);
    /** As a part of the learned range. */
    private static final Threshold RANGE_MARGIN = new Threshold(MIN_MAX, "margin", 0.2);

    static final Threshold RANGE_SAMPLES = new Threshold(MIN_MAX, "samples", 3);
    private static final Threshold STEP_LEARNED = new Threshold(GRADIENT, "learned-samples", 200);
    private static final Threshold STEP_FACTOR = new Threshold(GRADIENT, "factor", 2);
    private static final Threshold STEADY_LEARNED = new Threshold(FROZEN, "learned-samples", 200);
    private static final Threshold STEADY_FACTOR = new Threshold(FROZEN, "factor", 3);
    private static final Threshold STEADY_SAMPLES = new Threshold(FROZEN, "samples", 30);

    static List<Threshold> thresholds() {
        return List.of(
                RANGE_LEARNED,
                RANGE_MARGIN,
                RANGE_SAMPLES,
                STEP_LEARNED,
                STEP_FACTOR,
                STEADY_LEARNED,
                STEADY_FACTOR,
                STEADY_SAMPLES);
    }

    /** The limits of a point of the device {@code at}. */
    static Limits of(Track track, DetectSettings settings, Address at) {
        Measure row = track.learned;
        if (!Learned.varied(row) || !(track.written || Learned.smooth(row))) {
            return NONE;
        }
        double samples = row.get(Learned.SAMPLES);
        boolean ranged = Learned.settled(row) && samples >= settings.value(RANGE_LEARNED, at);
        boolean stepped = !track.written && samples >= settings.value(STEP_LEARNED, at);
        boolean moving = !track.written && samples >= settings.value(STEADY_LEARNED, at);
        double margin = Learned.range(row) * settings.value(RANGE_MARGIN, at);
        double factor = settings.value(STEP_FACTOR, at);
        double still = settings.value(STEADY_FACTOR, at);
        return new Limits(
                ranged ? row.get(Learned.MIN) - margin : NONE.low,
                ranged ? row.get(Learned.MAX) + margin : NONE.high,
                stepped ? row.get(Learned.MAX_STEP) * factor : NONE.step,
                stepped ? row.get(Learned.MAX_RATE) * factor : NONE.rate,
                moving
                        ? (int) Math.max(settings.value(STEADY_SAMPLES, at), row.get(Learned.STEADY_SAMPLES) * still)
                        : NONE.steadySamples,
                moving ? row.get(Learned.STEADY_SECONDS) * still : NONE.steadySeconds);
    }

    /** Whether nothing exceeds them. */
    boolean areNone() {
        return high == NONE.high && step == NONE.step;
    }

    /** Whether the point is judged as a measured quantity. */
    boolean isQuantity() {
        return step < NONE.step;
    }
}
