package io.fieldwarden.agent.baseline;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A profile of the shape "these numbers are used": separate runs of numbers per key. */
public final class Ranges implements Profile {
    private final String name;
    private final Learning learning;
    private final BaselineLimits limits;
    private final Map<String, Runs> byKey = new TreeMap<>();
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
        return byKey.get(key.toString());
    }

    /** Adds a run of numbers, both ends included. */
    public void learn(KeyText key, Run run, long atNanos) {
        String text = key.toString();
        Runs runs = byKey.get(text);
        if (runs == null) {
            if (byKey.size() >= limits.keysMax()) {
                overflowed = true;
                return;
            }
            runs = new Runs(limits.rangesMax(), atNanos);
            byKey.put(text, runs);
        }
        runs.add(run, atNanos);
    }

    /** Whether the profile can be relied on to know what is new. */
    public boolean judges() {
        return learning.judging() && !overflowed;
    }

    /** Number of keys. */
    public int size() {
        return byKey.size();
    }

    @Override
    public boolean overflowed() {
        return overflowed;
    }

    @Override
    public void write(Lines lines) {
        lines.profile("ranges", this, byKey.size());
        byKey.forEach((key, runs) -> lines.number(runs.count())
                .time(runs.firstNanos())
                .time(runs.lastNanos())
                .text(runs.toString())
                .text(key)
                .end());
    }

    void restore(String key, Runs runs) {
        byKey.put(key, runs);
    }

    void restoreOverflowed() {
        overflowed = true;
    }

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
