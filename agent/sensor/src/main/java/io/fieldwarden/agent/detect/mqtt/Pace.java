package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.observation.Address;
import org.jspecify.annotations.Nullable;

/** How often one station published and logged on within the minute that goes on. */
final class Pace {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    final Pair stations;
    /** What was learned of it, null if nothing was. */
    final @Nullable Measure usual;

    private final long[] counts = new long[2];
    private final double[] most = {Double.NaN, Double.NaN};
    private long minute = Long.MIN_VALUE;

    Pace(Pair stations, @Nullable Measure usual) {
        this.stations = stations;
        this.usual = usual;
    }

    /** Counts one more and answers how many that makes in this minute. */
    long add(int what, long atNanos) {
        long now = Math.floorDiv(atNanos, MINUTE_NANOS);
        if (now > minute) {
            minute = now;
            counts[0] = 0;
            counts[1] = 0;
        }
        return ++counts[what];
    }

    /** The most that is still normal, not a number until it was worked out. */
    double most(int what) {
        return most[what];
    }

    void most(int what, double limit) {
        most[what] = limit;
    }

    /** Client and broker. */
    record Pair(Address client, Address broker) {}
}
