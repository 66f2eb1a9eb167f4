package io.fieldwarden.agent.decode.cbor;

import io.fieldwarden.agent.decode.Window;

/** The head of a data item: major type, additional information and argument (RFC 8949, 3). Reused. */
final class CborHead {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;
    /** Additional information: of indefinite length, or the break that ends it. */
    static final int INDEFINITE = 31;

    /** The stop code (3.2.1). */
    static final int BREAK = 0xFF;

    private static final int ONE_BYTE = 24;
    private static final int EIGHT_BYTES = 27;

    int major;
    int info;
    /** The argument, unsigned; 0 where the length is indefinite. */
    long argument;
    /** Index behind the head. */
    int next;

    /** Reads the head at {@code at}; answers whether it is there and well-formed. */
    boolean read(Window bytes, int at) {
        if (at >= bytes.length()) {
            return false;
        }
        int first = bytes.u8(at);
        major = first >> 5;
        info = first & 0x1F;
        argument = 0;
        next = at + 1;
        if (info < ONE_BYTE) {
            argument = info;
            return true;
        }
        if (info > EIGHT_BYTES) {
            return info == INDEFINITE && major >= BYTES && major != TAG;
        }
        int size = 1 << (info - ONE_BYTE);
        if (bytes.length() - next < size) {
            return false;
        }
        for (int index = 0; index < size; index++) {
            argument = argument << 8 | bytes.u8(next + index);
        }
        next += size;
        return true;
    }

    boolean indefinite() {
        return info == INDEFINITE;
    }
}
