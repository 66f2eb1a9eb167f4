package io.fieldwarden.agent.evidence;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.LinkType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The latest frames of one lane in one array. Each frame is copied here once; decoders read it in place, and the past lies
 * ready as evidence. Appending allocates nothing. For the lane's thread only.
 */
public final class FrameRing {
    static final int FRAME_BYTES_MAX = Frame.BYTES_MAX;

    private static final LinkType[] LINKS = LinkType.values();

    private final byte[] bytes;
    private final MemorySegment memory;
    private final int mask;

    // One element per remembered frame, at its number modulo their length
    private final long[] starts;
    private final int[] lengths;
    private final int[] originals;
    private final long[] times;
    private final byte[] links;
    private final long[] connections;

    /** Frames ever appended; also the number of the next one. */
    private long count;
    /** Where the next frame goes, counted on over every turn of the ring; the index is the remainder. */
    private long head;

    public FrameRing(EvidenceLimits limits) {
        bytes = new byte[limits.ringBytes()];
        memory = MemorySegment.ofArray(bytes);
        mask = limits.ringFrames() - 1;
        starts = new long[limits.ringFrames()];
        lengths = new int[limits.ringFrames()];
        originals = new int[limits.ringFrames()];
        times = new long[limits.ringFrames()];
        links = new byte[limits.ringFrames()];
        connections = new long[limits.ringFrames()];
    }

    /** A ring of the default size. */
    public FrameRing() {
        this(EvidenceLimits.DEFAULT);
    }

    /** The array frames are copied into; always the same. */
    public byte[] array() {
        return bytes;
    }

    /**
     * Copies a frame, cut to {@link Frame#BYTES_MAX}, over the oldest ones.
     *
     * @return index in {@link #array} of its first byte; its bytes lie there until the next append
     */
    public int append(Frame frame) {
        int length = Math.min(frame.captured, FRAME_BYTES_MAX);
        int at = (int) (head % bytes.length);
        if (bytes.length - at < length) {
            // Frames are never split: the rest of this turn stays unused.
            head += bytes.length - at;
            at = 0;
        }
        MemorySegment.copy(frame.memory, ValueLayout.JAVA_BYTE, frame.offset, bytes, at, length);
        int slot = (int) count & mask;
        starts[slot] = head;
        lengths[slot] = length;
        originals[slot] = frame.original;
        times[slot] = frame.atNanos;
        links[slot] = (byte) frame.link.ordinal();
        connections[slot] = 0;
        head += length;
        count++;
        return at;
    }

    /** Says which connection the frame appended last belongs to. */
    public void label(long connectionId) {
        if (count > 0) {
            connections[(int) (count - 1) & mask] = connectionId;
        }
    }

    /** Number of the frame after the latest. */
    long end() {
        return count;
    }

    /** Whether frame {@code number} has been appended and not been overwritten since. */
    boolean remembers(long number) {
        return number >= 0
                && number < count
                && count - number <= lengths.length
                && starts[(int) number & mask] >= head - bytes.length;
    }

    long connection(long number) {
        return connections[(int) number & mask];
    }

    long atNanos(long number) {
        return times[(int) number & mask];
    }

    int length(long number) {
        return lengths[(int) number & mask];
    }

    LinkType link(long number) {
        return LINKS[links[(int) number & mask]];
    }

    /** Makes {@code view} show frame {@code number}, cut to {@code lengthMax} bytes. */
    void show(long number, int lengthMax, Frame view) {
        int slot = (int) number & mask;
        view.memory = memory;
        view.offset = starts[slot] % bytes.length;
        view.captured = Math.min(lengths[slot], lengthMax);
        view.original = originals[slot];
        view.atNanos = times[slot];
        view.link = LINKS[links[slot]];
        view.networkInterface = 0;
    }
}
