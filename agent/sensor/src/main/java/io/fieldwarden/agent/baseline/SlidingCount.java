package io.fieldwarden.agent.baseline;

import java.util.Arrays;

/** How often something happened within a time that moves along; exact to a twelfth of that time. */
public final class SlidingCount {
    private static final int SLICES = 12;
    private final long sliceNanos;
    private final long[] counts = new long[SLICES];
    private long slice = Long.MIN_VALUE;
    private long sum;

    /**
     * @param windowNanos the time, at least 12
     */
    public SlidingCount(long windowNanos) {
        this.sliceNanos = Math.max(1, windowNanos / SLICES);
    }

    /** Adds {@code times} and answers how often it happened within the time. */
    public long add(long times, long atNanos) {
        moveTo(Math.floorDiv(atNanos, sliceNanos));
        counts[(int) Math.floorMod(slice, (long) SLICES)] += times;
        sum += times;
        return sum;
    }

    private void moveTo(long now) {
        if (now <= slice) {
            return;
        }
        if (slice == Long.MIN_VALUE || now - slice >= SLICES) {
            Arrays.fill(counts, 0);
            sum = 0;
        } else {
            for (long passed = slice + 1; passed <= now; passed++) {
                int index = (int) Math.floorMod(passed, (long) SLICES);
                sum -= counts[index];
                counts[index] = 0;
            }
        }
        slice = now;
    }
}
