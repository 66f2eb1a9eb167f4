package io.fieldwarden.agent.baseline;

import java.util.List;

/** One learned piece of what is normal. */
public sealed interface Profile permits SeenBefore, Ranges, Measures {

    /** Its name in the file, for instance {@code comm.link}. */
    String name();

    /** All entries, in no order. */
    List<? extends Entry> entries();

    /** Number of keys. */
    int size();

    /** Whether something to be learned found no room, so that the profile no longer knows what is new. */
    boolean overflowed();

    /** Takes back what was learned of keys that begin with {@code firstPart} since {@code sinceNanos}. */
    void forget(String firstPart, long sinceNanos);

    /** Writes itself, entries in the order of their keys. */
    void write(Lines lines);

    /** Says that it was full when it was written. */
    void restoreOverflowed();

    /** Whether the key of {@code entry} begins with a part. */
    static boolean isOf(Entry entry, String firstPart) {
        String text = entry.text();
        return text.startsWith(firstPart)
                && (text.length() == firstPart.length() || text.charAt(firstPart.length()) == '\t');
    }
}
