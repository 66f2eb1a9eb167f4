package io.fieldwarden.agent.baseline;

import java.util.Arrays;

/** How many different things were seen within a time; keeps the latest of each, as many as it takes to decide. */
public final class DistinctWindow {
    private final long windowNanos;
    private final long[] things;
    private final long[] seenNanos;
    private int size;
    private long total;

    /**
     * @param enough how many different things decide, at least 1
     * @param windowNanos within which time
     */
    public DistinctWindow(int enough, long windowNanos) {
        this.windowNanos = windowNanos;
        this.things = new long[Math.max(1, enough)];
        this.seenNanos = new long[Math.max(1, enough)];
    }

    /** Adds a sighting; answers whether enough different things were seen within the time. */
    public boolean add(long thing, long atNanos) {
        int index = indexOf(thing);
        if (index < 0) {
            total++;
            index = size < things.length ? size++ : oldest();
            things[index] = thing;
        }
        seenNanos[index] = atNanos;
        return size == things.length && atNanos - seenNanos[oldest()] <= windowNanos;
    }

    /** Takes a thing back, because it turned out harmless. */
    public void remove(long thing) {
        int index = indexOf(thing);
        if (index >= 0) {
            size--;
            total--;
            things[index] = things[size];
            seenNanos[index] = seenNanos[size];
        }
    }

    /** Different things so far; one that comes back after it was crowded out counts again. */
    public long total() {
        return total;
    }

    private int indexOf(long thing) {
        for (int index = 0; index < size; index++) {
            if (things[index] == thing) {
                return index;
            }
        }
        return -1;
    }

    private int oldest() {
        int oldest = 0;
        for (int index = 1; index < size; index++) {
            if (seenNanos[index] < seenNanos[oldest]) {
                oldest = index;
            }
        }
        return oldest;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(things, size));
    }
}
