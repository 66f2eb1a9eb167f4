package io.fieldwarden.agent.detect.physical;

import io.fieldwarden.agent.baseline.Measure;

/** One point: what was learned of it, and how it has moved lately. */
final class Track {
    /** A pause this many times longer than usual is a gap in what was watched, not the behaviour of the value. */
    private static final double GAP_FACTOR = 10;

    private static final double GAP_SECONDS_MIN = 5;

    final String name;
    final Measure learned;
    final boolean written;
    Limits limits = Limits.NONE;
    /** Whether the limits are those of what was learned. */
    boolean ready;
    /** Whether the jump from {@link #jumpFrom} has been told. */
    boolean confirmed;

    double last = Double.NaN;
    /** The value before a jump that the next sample has to confirm; NaN if there was none. */
    double jumpFrom = Double.NaN;

    int steadySamples;
    int outside;
    private long lastNanos;
    private long steadySince;

    Track(String name, Measure learned, boolean written) {
        this.name = name;
        this.learned = learned;
        this.written = written;
    }

    /** Learns from a sample. */
    void learn(double value, long atNanos) {
        ready = false;
        double seconds = (atNanos - lastNanos) / 1e9;
        if (isFresh(seconds)) {
            Learned.step(learned, value - last, seconds);
            if (value == last) {
                steadySamples++;
                Learned.steady(learned, steadySamples, (atNanos - steadySince) / 1e9);
            }
        }
        Learned.value(learned, value);
        learned.again(atNanos);
        move(value, atNanos, seconds);
    }

    /** Remembers a sample as the latest. */
    void judged(double value, long atNanos) {
        double seconds = (atNanos - lastNanos) / 1e9;
        if (value == last && isFresh(seconds)) {
            steadySamples++;
        }
        move(value, atNanos, seconds);
    }

    private void move(double value, long atNanos, double seconds) {
        if (value != last || !isFresh(seconds)) {
            steadySamples = 1;
            steadySince = atNanos;
        }
        last = value;
        lastNanos = atNanos;
    }

    /** Whether so long after the sample before there is no gap between the two. */
    boolean isFresh(double seconds) {
        double interval = Learned.interval(learned);
        return lastNanos != 0
                && seconds >= 0
                && (interval == 0 || seconds <= Math.max(GAP_SECONDS_MIN, GAP_FACTOR * interval));
    }

    /** Seconds since the sample before. */
    double secondsUntil(long atNanos) {
        return (atNanos - lastNanos) / 1e9;
    }

    /** Seconds the value has stood still. */
    double steadySeconds() {
        return (lastNanos - steadySince) / 1e9;
    }

    /** Whether it has been still for a good part of what would be called frozen. */
    boolean still() {
        return steadySamples * 2 >= limits.steadySamples();
    }
}
