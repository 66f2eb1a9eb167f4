package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Direction;
import java.util.Arrays;

/** Segments of one pair of addresses, in one direction, on their way to a fragment (clause 8.2). */
final class Dnp3Assembly {
    /**
     * One application fragment.
     *
     * @param frame the link frame that completed it
     * @param bytes where it lies, from {@code start} to {@code end}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, valid only during a call
    record Fragment(Dnp3Frame frame, Direction from, byte[] bytes, int start, int end) {
        int control() {
            return bytes[start];
        }

        int function() {
            return bytes[start + 1] & 0xFF;
        }

        int sequence() {
            return bytes[start] & 0x0F;
        }

        int indications() {
            return ((bytes[start + 2] & 0xFF) << 8) | (bytes[start + 3] & 0xFF);
        }

        /** Index of its first object header, behind the indications of a response. */
        int objects() {
            return start + (Dnp3Function.isReply(function()) ? 4 : 2);
        }
    }

    /** What became of a segment. */
    enum Step {
        /** More must follow. */
        BEGUN,
        /** The fragment is whole. */
        WHOLE,
        /** The segment before, once more: ignored. */
        REPEATED,
        /** Does not continue anything: dropped with what was there. */
        OUT_OF_SEQUENCE,
        /** Longer than the limit: dropped. */
        TOO_LONG
    }

    private static final int FINAL = 0x80;
    private static final int FIRST = 0x40;
    private static final int SEQUENCE = 0x3F;
    private static final int USUAL = 2_048;

    private final int most;
    private byte[] fragment = new byte[0];
    private int length;
    private boolean begun;
    private int last;
    private int lastStart;

    Dnp3Assembly(int most) {
        this.most = most;
    }

    /** Whether a segment is a whole fragment, so that it needs no assembly. */
    static boolean isWhole(int header) {
        return (header & (FINAL | FIRST)) == (FINAL | FIRST);
    }

    static boolean isFirst(int header) {
        return (header & FIRST) != 0;
    }

    static int sequence(int header) {
        return header & SEQUENCE;
    }

    /** Whether segments of a fragment are there that is not whole. */
    boolean begun() {
        return begun;
    }

    /** Sequence number that has to come. */
    int expected() {
        return (last + 1) & SEQUENCE;
    }

    byte[] fragment() {
        return fragment;
    }

    int length() {
        return length;
    }

    /** Forgets what was there. */
    void drop() {
        begun = false;
        length = 0;
        if (fragment.length > 2 * USUAL) {
            fragment = new byte[0]; // few are as long, and many pairs of addresses may wait
        }
    }

    /** Takes a segment: its header and {@code size} bytes from {@code from}. */
    Step take(int header, byte[] bytes, int from, int size) {
        if (isFirst(header)) {
            drop();
            begun = true;
        } else if (!begun) {
            return Step.OUT_OF_SEQUENCE;
        } else if (sequence(header) != expected()) {
            boolean repeated =
                    sequence(header) == last && Arrays.equals(fragment, lastStart, length, bytes, from, from + size);
            if (!repeated) {
                drop();
            }
            return repeated ? Step.REPEATED : Step.OUT_OF_SEQUENCE;
        }
        if (length + size > most) {
            drop();
            return Step.TOO_LONG;
        }
        append(bytes, from, size);
        last = sequence(header);
        if ((header & FINAL) == 0) {
            return Step.BEGUN;
        }
        begun = false;
        return Step.WHOLE;
    }

    private void append(byte[] bytes, int from, int size) {
        if (length + size > fragment.length) {
            fragment = Arrays.copyOf(fragment, Math.min(most, Math.max(USUAL, 2 * (length + size))));
        }
        System.arraycopy(bytes, from, fragment, length, size);
        lastStart = length;
        length += size;
    }
}
