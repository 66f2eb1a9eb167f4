package io.fieldwarden.agent.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile of the shape "these numbers are used": separate runs of numbers per key. */
public final class Ranges implements Profile {
    private final String name;
    private final Learning learning;
    private final BaselineLimits limits;
    private final KeyTable<Runs> table = new KeyTable<>();
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
        return table.find(key);
    }

    /** Adds a run of numbers, both ends included. */
    public void learn(KeyText key, Run run, long atNanos) {
        Runs runs = find(key);
        if (runs == null) {
            if (table.size() >= limits.keysMax()) {
                overflowed = true;
                return;
            }
            runs = new Runs(key.copy(), limits.rangesMax(), atNanos);
            table.add(runs);
        }
        runs.add(run, atNanos);
    }

    /** Whether the profile can be relied on to know what is new. */
    public boolean judges() {
        return learning.judging() && !overflowed;
    }

    @Override
    public List<Runs> entries() {
        return table.entries();
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public boolean overflowed() {
        return overflowed;
    }

    @Override
    public void forget(String firstPart, long sinceNanos) {
        table.removeIf(runs -> Profile.isOf(runs, firstPart) && runs.firstNanos >= sinceNanos);
    }

    @Override
    public void write(Lines lines) {
        lines.profile("ranges", this, table.size());
        for (Runs runs : table.sorted()) {
            lines.number(runs.count()).time(runs.firstNanos).time(runs.lastNanos());
            lines.text(runs.toString()).key(runs.key);
        }
    }

    void restore(Runs runs) {
        table.add(runs);
    }

    @Override
    public void restoreOverflowed() {
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
