package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.baseline.Measure;

/** The columns of what is learned of one point, and what they tell about it. */
final class Learned {
    static final String[] COLUMNS = {
        "samples",
        "min",
        "max",
        "extended",
        "max-step",
        "max-rate",
        "changes",
        "rises",
        "sum-step",
        "steady-samples",
        "steady-seconds",
        "distinct",
        "seconds"
    };
    static final int SAMPLES = 0;
    static final int MIN = 1;
    static final int MAX = 2;
    /** Number of the sample that last widened the range by more than a trifle. */
    static final int EXTENDED = 3;

    static final int MAX_STEP = 4;
    static final int MAX_RATE = 5;
    static final int CHANGES = 6;
    static final int RISES = 7;
    static final int SUM_STEP = 8;
    static final int STEADY_SAMPLES = 9;
    static final int STEADY_SECONDS = 10;
    /** Which of {@link #SKETCH_BITS} classes of values were seen, as the bits of a whole number. */
    static final int DISTINCT = 11;
    /** Time between samples, summed; gaps left out. */
    static final int SECONDS = 12;

    private static final int SKETCH_BITS = 48;
    private static final double TRIFLE = 0.02;
    private static final double DISTINCT_MIN = 16;
    private static final double CHANGES_MIN = 50;
    /** A counter rises with nearly every change; a measured quantity also falls. */
    private static final double FALLS_MIN = 0.05;
    /** Half of a floating-point number jumps by a third of its range on average, a measured quantity by far less. */
    private static final double STEP_MAX = 0.2;

    private Learned() {}

    /** Takes in the value of a sample. */
    static void value(Measure row, double value) {
        double samples = row.get(SAMPLES) + 1;
        row.set(SAMPLES, samples);
        if (samples == 1) {
            row.set(MIN, value);
            row.set(MAX, value);
            row.set(EXTENDED, 1);
        } else if (value < row.get(MIN) || value > row.get(MAX)) {
            widen(row, value, samples);
        }
        row.set(DISTINCT, (double) ((long) row.get(DISTINCT) | (1L << sketch(value))));
    }

    private static void widen(Measure row, double value, double samples) {
        double before = row.get(MAX) - row.get(MIN);
        row.set(MIN, Math.min(row.get(MIN), value));
        row.set(MAX, Math.max(row.get(MAX), value));
        if (row.get(MAX) - row.get(MIN) > before * (1 + TRIFLE)) {
            row.set(EXTENDED, samples);
        }
    }

    /** Takes in how the value moved since the sample before. */
    static void step(Measure row, double step, double seconds) {
        row.set(SECONDS, row.get(SECONDS) + seconds);
        if (step == 0) {
            return;
        }
        double size = Math.abs(step);
        row.set(CHANGES, row.get(CHANGES) + 1);
        row.set(RISES, row.get(RISES) + (step > 0 ? 1 : 0));
        row.set(SUM_STEP, row.get(SUM_STEP) + size);
        row.set(MAX_STEP, Math.max(row.get(MAX_STEP), size));
        row.set(MAX_RATE, Math.max(row.get(MAX_RATE), size / Math.max(seconds, interval(row) / 2)));
    }

    /** Takes in that the value has stood still for so many samples and seconds. */
    static void steady(Measure row, int samples, double seconds) {
        row.set(STEADY_SAMPLES, Math.max(row.get(STEADY_SAMPLES), samples));
        row.set(STEADY_SECONDS, Math.max(row.get(STEADY_SECONDS), seconds));
    }

    /** Mean time between samples in seconds, 0 if unknown. */
    static double interval(Measure row) {
        return row.get(SAMPLES) < 2 ? 0 : row.get(SECONDS) / (row.get(SAMPLES) - 1);
    }

    static double range(Measure row) {
        return row.get(MAX) - row.get(MIN);
    }

    /** Whether the range was found early: the later half of the samples did not widen it. */
    static boolean settled(Measure row) {
        return row.get(EXTENDED) * 2 <= row.get(SAMPLES);
    }

    /** Whether it takes many values, up and down: no switch, no status word of few values, no counter. */
    static boolean varied(Measure row) {
        double changes = row.get(CHANGES);
        double falls = changes - row.get(RISES);
        return changes >= CHANGES_MIN
                && distinct(row) >= DISTINCT_MIN
                && Math.min(falls, row.get(RISES)) >= changes * FALLS_MIN;
    }

    /** Whether it moves in small steps, as what is measured does and what is half of another number does not. */
    static boolean smooth(Measure row) {
        return row.get(SUM_STEP) <= row.get(CHANGES) * range(row) * STEP_MAX;
    }

    private static double distinct(Measure row) {
        int seen = Long.bitCount((long) row.get(DISTINCT));
        return seen == SKETCH_BITS ? Double.MAX_VALUE : -SKETCH_BITS * Math.log(1 - (double) seen / SKETCH_BITS);
    }

    private static int sketch(double value) {
        long mixed = Double.doubleToLongBits(value + 0.0) * 0x9E37_79B9_7F4A_7C15L;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), SKETCH_BITS);
    }
}
