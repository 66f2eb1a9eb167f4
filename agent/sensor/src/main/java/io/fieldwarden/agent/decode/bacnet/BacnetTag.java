package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;

/** One tag of the encoding (20.2.1), read in place; reused. */
final class BacnetTag {
    static final int NULL = 0;
    static final int BOOLEAN = 1;
    static final int UNSIGNED = 2;
    static final int SIGNED = 3;
    static final int REAL = 4;
    static final int DOUBLE = 5;
    static final int OCTETS = 6;
    static final int TEXT = 7;
    static final int BITS = 8;
    static final int ENUMERATED = 9;
    static final int DATE = 10;
    static final int TIME = 11;
    static final int OBJECT = 12;

    private static final int OPENING = 6;
    private static final int CLOSING = 7;
    private static final int EXTENDED_NUMBER = 15;
    private static final int EXTENDED_LENGTH = 5;
    private static final int LENGTH_16 = 254;
    private static final int LENGTH_32 = 255;

    /** Application type, or the parameter's number of a context-specific tag. */
    int number;

    boolean context;
    boolean opening;
    boolean closing;
    /** The low three bits: a boolean's value. */
    int bits;
    /** Index of the content. */
    int content;
    /** Bytes of the content. */
    int length;
    /** Index after the content. */
    int next;

    /** Reads the tag at {@code at}; false if it does not fit in front of {@code end}. */
    boolean read(Window bytes, int at, int end) {
        if (at < 0 || at >= end) {
            return false;
        }
        int first = bytes.u8(at++);
        number = first >> 4;
        context = (first & 8) != 0;
        bits = first & 7;
        opening = context && bits == OPENING;
        closing = context && bits == CLOSING;
        if (number == EXTENDED_NUMBER) {
            if (at >= end) {
                return false;
            }
            number = bytes.u8(at++);
        }
        length = opening || closing || (!context && number == BOOLEAN) ? 0 : bits;
        content = at;
        if (length == EXTENDED_LENGTH) {
            return extended(bytes, at, end);
        }
        next = at + length;
        return length < EXTENDED_LENGTH && next <= end;
    }

    private boolean extended(Window bytes, int at, int end) {
        if (at >= end) {
            return false;
        }
        int first = bytes.u8(at);
        int size = first == LENGTH_16 ? 3 : first == LENGTH_32 ? 5 : 1;
        if (end - at < size) {
            return false;
        }
        long told = size == 1 ? first : size == 3 ? bytes.u16(at + 1) : bytes.u32(at + 1);
        content = at + size;
        if (told > end - content) {
            return false;
        }
        length = (int) told;
        next = content + length;
        return true;
    }

    /** Whether this is the context-specific primitive of that number. */
    boolean is(int parameter) {
        return context && number == parameter && !opening && !closing;
    }

    boolean opens(int parameter) {
        return opening && number == parameter;
    }

    /** Whether a value of that application type. */
    boolean isA(int type) {
        return !context && number == type;
    }

    /** An unsigned number of the content's first eight bytes at most. */
    long unsigned(Window bytes) {
        long value = 0;
        for (int index = content; index < content + Math.min(length, 8); index++) {
            value = (value << 8) | bytes.u8(index);
        }
        return value;
    }

    /**
     * Index of the closing tag that belongs to the opening tag just read.
     *
     * @return -1 if there is none in front of {@code end}, -2 if it nests deeper than {@code depthMax}
     */
    static int closing(Window bytes, int after, int end, int depthMax) {
        BacnetTag tag = new BacnetTag();
        int depth = 1;
        int at = after;
        while (tag.read(bytes, at, end)) {
            depth += tag.opening ? 1 : tag.closing ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            if (depth > depthMax) {
                return -2;
            }
            at = tag.next;
        }
        return -1;
    }
}
