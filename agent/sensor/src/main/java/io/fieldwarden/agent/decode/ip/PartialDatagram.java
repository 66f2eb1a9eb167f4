package io.fieldwarden.agent.decode.ip;

import java.util.Arrays;

/** A datagram of which some fragments have come: its bytes, and one bit for every 8 of them that are there. */
final class PartialDatagram {
    /** Longest IP payload. */
    static final int BYTES_MAX = 65_535;

    private static final int BLOCK = 8;
    private static final int BITMAP_BYTES = (BYTES_MAX + 1) / BLOCK / 8;

    final long bornNanos;
    private final long[] present = new long[BITMAP_BYTES / 8];
    private byte[] bytes = new byte[0];
    private int blocks;
    private int fragments;
    private int end = -1;
    private int reached;
    /** What the first fragment says is inside. */
    int protocol;

    PartialDatagram(long bornNanos) {
        this.bornNanos = bornNanos;
    }

    /** What became of a fragment. */
    enum Fit {
        FITS,
        REPEATED,
        OVERLAPS,
        END_CONFLICT
    }

    /** Puts in a fragment; what was there before stays. */
    Fit put(byte[] from, int start, int length, int offset, boolean more) {
        int stop = offset + length;
        if ((end >= 0 && (stop > end || (!more && stop != end))) || (!more && reached > stop)) {
            return Fit.END_CONFLICT;
        }
        fragments++;
        reached = Math.max(reached, stop);
        if (!more) {
            end = stop;
        }
        reserve(stop);
        int fresh = 0;
        boolean differs = false;
        for (int at = offset; at < stop; at += BLOCK) {
            int source = start + at - offset;
            int size = Math.min(BLOCK, stop - at);
            if (!isPresent(at)) {
                System.arraycopy(from, source, bytes, at, size);
                mark(at);
                fresh++;
            } else if (!Arrays.equals(from, source, source + size, bytes, at, at + size)) {
                differs = true;
            }
        }
        blocks += fresh;
        if (fresh * BLOCK >= length) {
            return Fit.FITS;
        }
        return fresh == 0 && !differs ? Fit.REPEATED : Fit.OVERLAPS;
    }

    boolean isComplete() {
        return end >= 0 && blocks == (end + BLOCK - 1) / BLOCK;
    }

    int fragments() {
        return fragments;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Length of the whole, once {@link #isComplete}. */
    int length() {
        return end;
    }

    int memoryBytes() {
        return bytes.length + BITMAP_BYTES;
    }

    private boolean isPresent(int at) {
        int block = at / BLOCK;
        return (present[block >>> 6] & (1L << block)) != 0;
    }

    private void mark(int at) {
        int block = at / BLOCK;
        present[block >>> 6] |= 1L << block;
    }

    private void reserve(int size) {
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(BYTES_MAX, Math.max(size, bytes.length * 2)));
        }
    }
}
