package io.fieldwarden.agent.capture;

import java.lang.foreign.MemorySegment;

/** View of one captured frame, reused by its source: valid only during the call that hands it over. */
public final class Frame {
    /** Memory the bytes lie in: a mapped file or the kernel's ring. */
    public MemorySegment memory = MemorySegment.NULL;
    /** Where in {@link #memory} they start. */
    public long offset;
    /** Bytes captured, at most {@link #BYTES_MAX}. */
    public int captured;
    /** Bytes the frame had on the wire; more than captured if it was cut by a snap length. */
    public int original;
    /** When, in nanoseconds since 1970-01-01T00:00Z. */
    public long atNanos;

    public LinkType link = LinkType.ETHERNET;
    /** Index of the interface within its source. */
    public int networkInterface;

    /** Longest frame accepted; longer ones are cut to it. */
    public static final int BYTES_MAX = 256 * 1024;
}
