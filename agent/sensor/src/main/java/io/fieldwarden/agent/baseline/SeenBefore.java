package io.fieldwarden.agent.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile of the shape "this was here before": a bounded set of keys with count, first and last sighting. */
public final class SeenBefore implements Profile {
    private final String name;
    private final Learning learning;
    private final int keysMax;
    private final KeyTable<Entry> table = new KeyTable<>();
    private boolean overflowed;

    SeenBefore(String name, Learning learning, BaselineLimits limits) {
        this.name = name;
        this.learning = learning;
        this.keysMax = limits.keysMax();
    }

    @Override
    public String name() {
        return name;
    }

    /** The entry of a key, if it is normal. */
    public @Nullable Entry find(KeyText key) {
        return table.find(key);
    }

    /** Makes a key normal, or counts it again; answers null if the profile is full. */
    public @Nullable Entry learn(KeyText key, long atNanos) {
        Entry known = find(key);
        if (known != null) {
            known.again(atNanos);
            return known;
        }
        if (table.size() >= keysMax) {
            overflowed = true;
            return null;
        }
        Entry fresh = new Entry(key.copy(), 1, atNanos, atNanos);
        table.add(fresh);
        return fresh;
    }

    /** Whether the profile can be relied on to know what is new: learning is over and everything found room. */
    public boolean judges() {
        return learning.judging() && !overflowed;
    }

    @Override
    public List<Entry> entries() {
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

    /** Observations the profile was built from. */
    public long samples() {
        long samples = 0;
        for (Entry entry : table.entries()) {
            samples += entry.count();
        }
        return samples;
    }

    /** Traffic time of the first observation the profile was built from, 0 if there was none. */
    public long sinceNanos() {
        long since = Long.MAX_VALUE;
        for (Entry entry : table.entries()) {
            since = Math.min(since, entry.firstNanos);
        }
        return table.size() == 0 ? 0 : since;
    }

    /** The entries whose key fits, most often seen first, at most {@code limit}. */
    public List<Entry> select(KeyPattern keys, int limit) {
        List<Entry> chosen = new ArrayList<>(table.entries());
        chosen.removeIf(entry -> !keys.matches(entry.key));
        chosen.sort(Comparator.comparingLong(Entry::count)
                .reversed()
                .thenComparing((one, other) -> Arrays.compareUnsigned(one.key, other.key)));
        return chosen.size() <= limit ? chosen : chosen.subList(0, limit);
    }

    @Override
    public void forget(String firstPart, long sinceNanos) {
        table.removeIf(entry -> Profile.isOf(entry, firstPart) && entry.firstNanos >= sinceNanos);
    }

    @Override
    public void write(Lines lines) {
        lines.profile("seen", this, table.size());
        for (Entry entry : table.sorted()) {
            lines.number(entry.count())
                    .time(entry.firstNanos)
                    .time(entry.lastNanos())
                    .key(entry.key);
        }
    }

    void restore(Entry entry) {
        table.add(entry);
    }

    @Override
    public void restoreOverflowed() {
        overflowed = true;
    }
}
