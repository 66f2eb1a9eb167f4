package io.fieldwarden.agent.capture.pcap;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The bytes of a capture file, read forwards in contiguous pieces. */
abstract sealed class Feed implements AutoCloseable permits MappedFeed, StreamedFeed {
    // Constant layouts compile to one load; a layout held in a field would cost a method handle call per number.
    private static final ValueLayout.OfInt INT_LE = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT_LE =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Whether numbers are big-endian. */
    boolean bigEndian;

    /** Where the bytes lie now; changes with {@link #has}. */
    abstract MemorySegment memory();

    /** Where in {@link #memory} the next unread byte lies; changes with {@link #has} and {@link #skip}. */
    abstract long offset();

    /** Index of the next unread byte from the start of the file, or of its uncompressed content. */
    abstract long position();

    /**
     * Makes {@code size} unread bytes lie contiguously; at most {@link StreamedFeed#BUFFER_BYTES}.
     *
     * @return false if fewer are left
     */
    abstract boolean has(int size) throws IOException;

    /**
     * Goes past {@code size} bytes, or to the end if fewer are left.
     *
     * @return false if fewer were left
     */
    abstract boolean skip(long size) throws IOException;

    @Override
    public abstract void close();

    final int i32(int ahead) {
        int number = memory().get(INT_LE, offset() + ahead);
        return bigEndian ? Integer.reverseBytes(number) : number;
    }

    final long i64(int ahead) {
        return bigEndian ? (long) i32(ahead) << 32 | u32(ahead + 4) : (long) i32(ahead + 4) << 32 | u32(ahead);
    }

    final long u32(int ahead) {
        return i32(ahead) & 0xFFFF_FFFFL;
    }

    final int u16(int ahead) {
        short number = memory().get(SHORT_LE, offset() + ahead);
        return (bigEndian ? Short.reverseBytes(number) : number) & 0xFFFF;
    }

    final int u8(int ahead) {
        return memory().get(ValueLayout.JAVA_BYTE, offset() + ahead) & 0xFF;
    }
}
