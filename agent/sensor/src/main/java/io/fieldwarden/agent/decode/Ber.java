package io.fieldwarden.agent.decode;

/**
 * Walks through the elements of Basic Encoding Rules (ITU-T X.690), definite lengths only: tag, length, contents. Reused; reads
 * in place. An element that reaches over its container ends the walk, {@link #malformed()} says so.
 *
 * <pre>{@code
 * for (ber.over(window, 0, window.length()); ber.next(); ) {
 *     if (ber.tag() == 0x30) { inner.into(ber); ... }
 * }
 * }</pre>
 */
public final class Ber {
    private static final int HIGH_TAG = 0x1F;
    private static final int CONSTRUCTED = 0x20;
    private static final int LENGTH_BYTES_MAX = 4;
    private static final int TAG_NUMBER_MAX = 1 << 21;
    private static final int LONG_BYTES = 8;

    private Window bytes = new Window();
    private int position;
    private int limit;
    private int tag;
    private int number;
    private int start;
    private int length;
    private boolean malformed;

    /** Begins at {@code from}, ends before {@code to}; returns this. {@code newBytes} must stay as it is meanwhile. */
    public Ber over(Window newBytes, int from, int to) {
        java.util.Objects.checkFromToIndex(from, to, newBytes.length());
        this.bytes = newBytes;
        this.position = from;
        this.limit = to;
        this.malformed = false;
        return this;
    }

    /** Begins with the contents of the element {@code outer} stands at; returns this. */
    public Ber into(Ber outer) {
        return over(outer.bytes, outer.start, outer.start + outer.length);
    }

    /** Goes to the next element; false at the end, or where the bytes are no element. */
    public boolean next() {
        if (position >= limit || malformed) {
            return false;
        }
        malformed = !header();
        return !malformed;
    }

    private boolean header() {
        int at = position;
        tag = bytes.u8(at++);
        number = tag & HIGH_TAG;
        if (number == HIGH_TAG) {
            number = 0;
            int more;
            do {
                if (at >= limit || number >= TAG_NUMBER_MAX) {
                    return false;
                }
                more = bytes.u8(at++);
                number = (number << 7) | (more & 0x7F);
            } while (more >= 0x80);
        }
        if (at >= limit) {
            return false;
        }
        long size = bytes.u8(at++);
        if (size >= 0x80) {
            int count = (int) size & 0x7F;
            if (count == 0 || count > LENGTH_BYTES_MAX || count > limit - at) {
                return false;
            }
            size = 0;
            for (int left = count; left > 0; left--) {
                size = (size << 8) | bytes.u8(at++);
            }
        }
        if (size > limit - at) {
            return false;
        }
        start = at;
        length = (int) size;
        position = at + length;
        return true;
    }

    /** Whether the walk ended because bytes were no element. */
    public boolean malformed() {
        return malformed;
    }

    /** First byte of the tag: class, constructed bit and the number if it is below 31. */
    public int tag() {
        return tag;
    }

    /** Number of the tag, also of a long one. */
    public int number() {
        return number;
    }

    public boolean constructed() {
        return (tag & CONSTRUCTED) != 0;
    }

    /** Index of the first byte of the contents. */
    public int start() {
        return start;
    }

    /** Bytes of contents. */
    public int length() {
        return length;
    }

    /** Index after the contents. */
    public int end() {
        return start + length;
    }

    /** The contents as a signed number (8.3); of more than eight bytes the last eight, 0 if there are none. */
    public long integer() {
        long value = length > 0 && bytes.u8(start) >= 0x80 ? -1 : 0;
        for (int at = Math.max(start, end() - LONG_BYTES); at < end(); at++) {
            value = (value << 8) | bytes.u8(at);
        }
        return value;
    }

    /** The contents as an unsigned number; of more than eight bytes the last eight. */
    public long unsigned() {
        long value = 0;
        for (int at = Math.max(start, end() - LONG_BYTES); at < end(); at++) {
            value = (value << 8) | bytes.u8(at);
        }
        return value;
    }

    /** The contents as UTF-8, at most {@code most} bytes of them. */
    public String text(int most) {
        return bytes.utf8(start, Math.min(length, most));
    }
}
