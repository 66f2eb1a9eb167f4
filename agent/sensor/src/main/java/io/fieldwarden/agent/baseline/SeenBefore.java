package io.fieldwarden.agent.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile of the shape "this was here before": a bounded set of keys with count, first and last sighting. */
public final class SeenBefore implements Profile {
    private static final int SIZE_FIRST = 64;

    private final String name;
    private final Learning learning;
    private final int keysMax;
    private @Nullable Entry[] table = new @Nullable Entry[SIZE_FIRST];
    private int size;
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
        int hash = key.hash();
        int mask = table.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            Entry entry = table[slot];
            if (entry == null || (entry.hash == hash && key.is(entry.key))) {
                return entry;
            }
        }
    }

    /** Makes a key normal, or counts it again; answers null if the profile is full. */
    public @Nullable Entry learn(KeyText key, long atNanos) {
        Entry known = find(key);
        if (known != null) {
            known.again(atNanos);
            return known;
        }
        if (size >= keysMax) {
            overflowed = true;
            return null;
        }
        Entry fresh = new Entry(key.copy(), 1, atNanos, atNanos);
        insert(fresh);
        return fresh;
    }

    /** Whether the profile can be relied on to know what is new: learning is over and everything found room. */
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

    /** Observations the profile was built from. */
    public long samples() {
        long samples = 0;
        for (Entry entry : table) {
            if (entry != null) {
                samples += entry.count();
            }
        }
        return samples;
    }

    /** Traffic time of the first observation the profile was built from, 0 if there was none. */
    public long sinceNanos() {
        long since = Long.MAX_VALUE;
        for (Entry entry : table) {
            if (entry != null) {
                since = Math.min(since, entry.firstNanos);
            }
        }
        return size == 0 ? 0 : since;
    }

    /** The entries whose key fits, most often seen first, at most {@code limit}. */
    public List<Entry> select(KeyPattern keys, int limit) {
        List<Entry> chosen = new ArrayList<>();
        for (Entry entry : table) {
            if (entry != null && keys.matches(entry.key)) {
                chosen.add(entry);
            }
        }
        chosen.sort(Comparator.comparingLong(Entry::count)
                .reversed()
                .thenComparing((one, other) -> Arrays.compareUnsigned(one.key, other.key)));
        return chosen.size() <= limit ? chosen : chosen.subList(0, limit);
    }

    /** Takes back what was learned of {@code firstPart} since {@code sinceNanos}. */
    void forget(String firstPart, long sinceNanos) {
        String prefix = firstPart + "\t";
        List<Entry> kept = new ArrayList<>(size);
        for (Entry entry : sorted()) {
            boolean named = entry.text().equals(firstPart) || entry.text().startsWith(prefix);
            if (!named || entry.firstNanos < sinceNanos) {
                kept.add(entry);
            }
        }
        table = new @Nullable Entry[table.length];
        size = 0;
        kept.forEach(this::insert);
    }

    @Override
    public void write(Lines lines) {
        lines.profile("seen", this, size);
        for (Entry entry : sorted()) {
            lines.number(entry.count())
                    .time(entry.firstNanos)
                    .time(entry.lastNanos())
                    .key(entry.key);
        }
    }

    void restore(Entry entry) {
        insert(entry);
    }

    void restoreOverflowed() {
        overflowed = true;
    }

    private void insert(Entry fresh) {
        if (size * 2 >= table.length) {
            grow();
        }
        place(fresh);
        size++;
    }

    private void place(Entry fresh) {
        int mask = table.length - 1;
        int slot = fresh.hash & mask;
        while (table[slot] != null) {
            slot = (slot + 1) & mask;
        }
        table[slot] = fresh;
    }

    private void grow() {
        @Nullable Entry[] old = table;
        table = new @Nullable Entry[old.length * 2];
        for (Entry entry : old) {
            if (entry != null) {
                place(entry);
            }
        }
    }

    private List<Entry> sorted() {
        List<Entry> entries = new ArrayList<>(size);
        for (Entry entry : table) {
            if (entry != null) {
                entries.add(entry);
            }
        }
        entries.sort((one, other) -> Arrays.compareUnsigned(one.key, other.key));
        return entries;
    }
}
