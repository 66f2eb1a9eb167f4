package io.fieldwarden.agent.baseline;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A profile of the shape "these numbers are used": separate runs of numbers per key. */
public final class Ranges implements Profile {
    private static final int SIZE_FIRST = 64;

    private final String name;
    private final Learning learning;
    private final BaselineLimits limits;
    private @Nullable Place[] table = new @Nullable Place[SIZE_FIRST];
    private int size;
    private boolean overflowed;

    Ranges(String name, Learning learning, BaselineLimits limits) {
        this.name = name;
        this.learning = learning;
        this.limits = limits;
    }

    @Override
    public String name() {
        return name;
    }

    /** The runs of a key, if any was learned. */
    public @Nullable Runs find(KeyText key) {
        int hash = key.hash();
        int mask = table.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            Place place = table[slot];
            if (place == null) {
                return null;
            }
            if (place.hash == hash && key.is(place.key)) {
                return place.runs;
            }
        }
    }

    /** Adds a run of numbers, both ends included. */
    public void learn(KeyText key, Run run, long atNanos) {
        Runs runs = find(key);
        if (runs == null) {
            if (size >= limits.keysMax()) {
                overflowed = true;
                return;
            }
            runs = new Runs(limits.rangesMax(), atNanos);
            insert(new Place(key.copy(), key.hash(), runs));
        }
        runs.add(run, atNanos);
    }

    /** Whether the profile can be relied on to know what is new. */
    public boolean judges() {
        return learning.judging() && !overflowed;
    }

    /** Number of keys. */
    public int size() {
        return size;
    }

    @Override
    public boolean overflowed() {
        return overflowed;
    }

    @Override
    public void write(Lines lines) {
        lines.profile("ranges", this, size);
        Map<String, Runs> sorted = new TreeMap<>();
        for (Place place : table) {
            if (place != null) {
                sorted.put(new String(place.key, StandardCharsets.UTF_8), place.runs);
            }
        }
        sorted.forEach((key, runs) -> lines.number(runs.count())
                .time(runs.firstNanos())
                .time(runs.lastNanos())
                .text(runs.toString())
                .text(key)
                .end());
    }

    void restore(String key, Runs runs) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        insert(new Place(bytes, KeyText.hash(bytes, bytes.length), runs));
    }

    void restoreOverflowed() {
        overflowed = true;
    }

    private void insert(Place fresh) {
        if (size * 2 >= table.length) {
            grow();
        }
        place(fresh);
        size++;
    }

    private void place(Place fresh) {
        int mask = table.length - 1;
        int slot = fresh.hash & mask;
        while (table[slot] != null) {
            slot = (slot + 1) & mask;
        }
        table[slot] = fresh;
    }

    private void grow() {
        @Nullable Place[] old = table;
        table = new @Nullable Place[old.length * 2];
        for (Place place : old) {
            if (place != null) {
                place(place);
            }
        }
    }

    /** A key with its runs. */
    @SuppressWarnings("ArrayRecordComponent") // compared byte by byte with a key under construction
    private record Place(byte[] key, int hash, Runs runs) {}

    /**
     * Consecutive numbers.
     *
     * @param first the first
     * @param last the last, not before the first
     */
    public record Run(long first, long last) {
        public Run {
            if (last < first) {
                throw new IllegalArgumentException(
                        "run " + first + ".." + last + ", expected the smaller number first");
            }
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + ".." + last;
        }
    }
}
