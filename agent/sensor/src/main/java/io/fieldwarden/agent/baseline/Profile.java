package io.fieldwarden.agent.baseline;

/** One learned piece of what is normal. */
public sealed interface Profile permits SeenBefore, Ranges {

    /** Its name in the file, for instance {@code comm.link}. */
    String name();

    /** Whether something to be learned found no room, so that the profile no longer knows what is new. */
    boolean overflowed();

    /** Writes itself, entries in the order of their keys. */
    void write(Lines lines);
}
