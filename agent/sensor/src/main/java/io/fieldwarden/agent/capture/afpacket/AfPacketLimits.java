package io.fieldwarden.agent.capture.afpacket;

/**
 * How much the live capture may take.
 *
 * @param ringBytes packet ring of one interface, shared with the kernel: a multiple of {@link #BLOCK_BYTES}, at least two
 * @param retireMillis longest time the kernel keeps frames to fill a block before it hands them over
 * @param reopenMillis time between attempts to open an interface that vanished
 */
public record AfPacketLimits(int ringBytes, int retireMillis, int reopenMillis) {
    /** Size of a block of the ring; the longest frame with its header fits. */
    public static final int BLOCK_BYTES = 256 * 1024;

    /** Most instructions of a filter (BPF_MAXINSNS of the kernel). */
    public static final int FILTER_INSTRUCTIONS_MAX = 4096;

    public static final AfPacketLimits DEFAULT = new AfPacketLimits(8 * 1024 * 1024, 20, 1000);

    public AfPacketLimits {
        if (ringBytes < 2 * BLOCK_BYTES || ringBytes % BLOCK_BYTES != 0) {
            throw new IllegalArgumentException("a packet ring of " + ringBytes + " bytes; expected a multiple of "
                    + BLOCK_BYTES + ", at least " + 2 * BLOCK_BYTES);
        }
    }
}
