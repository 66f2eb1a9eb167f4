package io.fieldwarden.agent.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A profile of the shape "these are its numbers": a row of numbers per key. What they mean, and how they are learned, is the
 * detector's; the profile names their columns, bounds them and keeps them over a restart.
 */
public final class Measures implements Profile {
    private final String name;
    private final List<String> columns;
    private final Learning learning;
    private final int keysMax;
    private final KeyTable<Measure> table = new KeyTable<>();
    private boolean overflowed;

    Measures(String name, List<String> columns, Learning learning, BaselineLimits limits) {
        if (columns.isEmpty() || columns.size() > limits.columnsMax()) {
            throw new IllegalArgumentException(
                    "profile " + name + " has " + columns.size() + " columns, expected 1 to " + limits.columnsMax());
        }
        this.name = name;
        this.columns = List.copyOf(columns);
        this.learning = learning;
        this.keysMax = limits.keysMax();
    }

    @Override
    public String name() {
        return name;
    }

    /** What the numbers are called, in their order. */
    public List<String> columns() {
        return columns;
    }

    /** The numbers of a key, if any were learned. */
    public @Nullable Measure find(KeyText key) {
        return table.find(key);
    }

    /** The numbers of a key, counted again; all zero if it is new, null if it is new and the profile is full. */
    public @Nullable Measure learn(KeyText key, long atNanos) {
        Measure known = table.find(key);
        if (known != null) {
            known.again(atNanos);
            return known;
        }
        if (table.size() >= keysMax) {
            overflowed = true;
            return null;
        }
        Measure fresh = new Measure(key.copy(), columns.size(), atNanos);
        table.add(fresh);
        return fresh;
    }

    /** Whether the profile can be relied on to know what is new: learning is over and everything found room. */
    public boolean judges() {
        return learning.judging() && !overflowed;
    }

    @Override
    public List<Measure> entries() {
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

    /** The entries whose key fits, most often seen first. */
    public List<Measure> select(KeyPattern keys) {
        List<Measure> chosen = new ArrayList<>(table.entries());
        chosen.removeIf(measure -> !keys.matches(measure.key));
        chosen.sort(Comparator.comparingLong(Measure::count).reversed().thenComparing(Measure::text));
        return chosen;
    }

    @Override
    public void forget(String firstPart, long sinceNanos) {
        table.removeIf(measure -> Profile.isOf(measure, firstPart) && measure.firstNanos >= sinceNanos);
    }

    @Override
    public void write(Lines lines) {
        lines.profile("measures " + String.join(",", columns), this, table.size());
        for (Measure measure : table.sorted()) {
            lines.number(measure.count()).time(measure.firstNanos).time(measure.lastNanos());
            StringBuilder numbers = new StringBuilder();
            for (double number : measure.numbers()) {
                numbers.append(numbers.isEmpty() ? "" : " ").append(number);
            }
            lines.text(numbers.toString()).key(measure.key);
        }
    }

    void restore(byte[] key, String numbers, long[] countFirstLast) {
        String[] words = numbers.split(" ", -1);
        if (words.length != columns.size()) {
            throw new IllegalArgumentException(
                    "profile " + name + " has a row of " + words.length + " numbers, expected " + columns.size());
        }
        double[] row = new double[words.length];
        for (int column = 0; column < row.length; column++) {
            row[column] = Double.parseDouble(words[column]);
        }
        table.add(new Measure(key, row, countFirstLast));
    }

    @Override
    public void restoreOverflowed() {
        overflowed = true;
    }
}
