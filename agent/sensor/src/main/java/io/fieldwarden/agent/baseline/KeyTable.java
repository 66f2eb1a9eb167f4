package io.fieldwarden.agent.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries by their key: open addressing, so that looking a key up allocates nothing. Bounded by the profile that owns it.
 *
 * @param <E> the shape of an entry
 */
final class KeyTable<E extends Entry> {
    private static final int SIZE_FIRST = 64;

    private @Nullable Entry[] table = new @Nullable Entry[SIZE_FIRST];
    private int size;

    /** The entry of a key, if there is one. */
    @SuppressWarnings("unchecked") // only entries of this shape are ever added
    @Nullable
    E find(KeyText key) {
        int hash = key.hash();
        int mask = table.length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            Entry entry = table[slot];
            if (entry == null || (entry.hash == hash && key.is(entry.key))) {
                return (E) entry;
            }
        }
    }

    /** Adds an entry whose key is not there yet. */
    void add(E fresh) {
        if (size * 2 >= table.length) {
            grow();
        }
        place(fresh);
        size++;
    }

    int size() {
        return size;
    }

    /** All entries, in no order. */
    @SuppressWarnings("unchecked") // only entries of this shape are ever added
    List<E> entries() {
        List<E> entries = new ArrayList<>(size);
        for (Entry entry : table) {
            if (entry != null) {
                entries.add((E) entry);
            }
        }
        return entries;
    }

    /** All entries in the order of their keys. */
    List<E> sorted() {
        List<E> entries = entries();
        entries.sort((one, other) -> Arrays.compareUnsigned(one.key, other.key));
        return entries;
    }

    void removeIf(Predicate<E> gone) {
        List<E> entries = entries();
        table = new @Nullable Entry[table.length];
        size = 0;
        for (E entry : entries) {
            if (!gone.test(entry)) {
                add(entry);
            }
        }
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
}
