package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;

/** Bytes of one direction that have arrived in order but are not done with: not recognised yet, or half a message. */
final class Backlog {
    private static final byte[] NOTHING = new byte[0];
    /** An emptied buffer up to this size is kept for the next message. */
    private static final int KEPT_BYTES = 2_048;

    private byte[] bytes = NOTHING;
    private int length;

    /** Bytes that must be there before the session is asked again. */
    int wanted;
    /** Bytes still to come that are not shown to anybody. */
    long skip;
    /** Bytes the session has not been shown. */
    long unseen;
    /** Decoders, as bits, that have not said no; -1 before the first was asked. */
    long candidates = -1;
    /** Segments looked at in this attempt. */
    int segments;
    /** Attempts to recognise. */
    int attempts;
    /** Whether bytes were missing before it was recognised, so that a segment may start in the middle of a message. */
    boolean broken;
    /** Whether no decoder wanted this direction. */
    boolean unrecognised;

    int length() {
        return length;
    }

    int capacity() {
        return bytes.length;
    }

    Window show(Window window) {
        return window.over(bytes, 0, length);
    }

    /** Appends the bytes of {@code more} from {@code start}. */
    void append(Window more, int start) {
        int size = more.length() - start;
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, bytes.length * 2));
        }
        more.copy(start, bytes, length, size);
        length += size;
    }

    /** Lets the first {@code count} bytes go. */
    void drop(int count) {
        length -= count;
        if (length > 0) {
            System.arraycopy(bytes, count, bytes, 0, length);
        } else if (bytes.length > KEPT_BYTES) {
            bytes = NOTHING;
        }
    }

    void clear() {
        drop(length);
        wanted = 0;
    }

    void free() {
        length = 0;
        bytes = NOTHING;
    }
}
