package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;

/** Whether bytes can be messages: the checks behind recognition and the finding of a boundary. */
final class Iec104Shape {
    /** Answers of {@link #judge}, from worst to best. */
    static final int IMPOSSIBLE = 0;

    static final int INCOMPLETE = 1;
    /** A whole message that fits, but says little. */
    static final int WEAK = 2;
    /** A whole message all of whose fields agree. */
    static final int STRONG = 3;

    private static final int SUPERVISORY = 1;

    private Iec104Shape() {}

    /** The U-format function in a first control field: exactly one of six bits is set (clause 5.3). */
    static boolean isFunction(int control) {
        return (control & 3) == 3 && Integer.bitCount(control & 0xFC) == 1;
    }

    /** Length of the message at {@code at}, whose length field is there, with its prefix. */
    static int length(Window bytes, int at) {
        return Iec104Limits.PREFIX + bytes.u8(at + 1);
    }

    /** Judges what starts at {@code at}, of which at least one byte is there. */
    static int judge(Window bytes, int at) {
        int seen = bytes.length() - at;
        if (bytes.u8(at) != Iec104Limits.START) {
            return IMPOSSIBLE;
        }
        if (seen < 2) {
            return INCOMPLETE;
        }
        int length = bytes.u8(at + 1);
        if (length < Iec104Limits.LENGTH_MIN || length > Iec104Limits.LENGTH_MAX) {
            return IMPOSSIBLE;
        }
        if (seen < Iec104Limits.APCI) {
            return seen < 3 || control(bytes.u8(at + 2), length) ? INCOMPLETE : IMPOSSIBLE;
        }
        if (!control(bytes.u8(at + 2), length) || (bytes.u8(at + 4) & 1) != 0) {
            return IMPOSSIBLE;
        }
        if (length > Iec104Limits.LENGTH_MIN) {
            return information(bytes, at, length, seen);
        }
        if (bytes.u8(at + 3) != 0) {
            return IMPOSSIBLE;
        }
        if (bytes.u8(at + 2) == SUPERVISORY) {
            return WEAK;
        }
        return bytes.u8(at + 4) == 0 && bytes.u8(at + 5) == 0 ? STRONG : IMPOSSIBLE;
    }

    /** Only an I-format has more than its control fields, and it needs more. */
    private static boolean control(int first, int length) {
        if ((first & 1) == 0) {
            return length >= Iec104Limits.LENGTH_MIN + Iec104Limits.ASDU_HEADER;
        }
        return length == Iec104Limits.LENGTH_MIN && (first == SUPERVISORY || isFunction(first));
    }

    private static int information(Window bytes, int at, int length, int seen) {
        int asdu = at + Iec104Limits.APCI;
        if (seen < Iec104Limits.APCI + 3) {
            return INCOMPLETE;
        }
        Iec104Type type = Iec104Type.of(bytes.u8(asdu));
        int count = bytes.u8(asdu + 1) & 0x7F;
        int body = length - Iec104Limits.LENGTH_MIN - Iec104Limits.ASDU_HEADER;
        int wanted = type.bytes((bytes.u8(asdu + 1) & 0x80) != 0, count, Iec104Limits.IOA);
        int cause = bytes.u8(asdu + 2) & 0x3F;
        boolean unfit = type.kind() == Iec104Type.Kind.UNKNOWN
                || (wanted >= 0 && wanted != body)
                || Iec104Cause.isReserved(cause)
                || !Iec104Cause.fits(type.kind(), cause);
        if (unfit) {
            return IMPOSSIBLE;
        }
        if (seen < Iec104Limits.PREFIX + length) {
            return INCOMPLETE;
        }
        return wanted < 0 ? WEAK : STRONG;
    }

    /** Index of the first message that is wholly there and is followed by nothing or by another; -1 if there is none. */
    static int boundary(Window bytes) {
        for (int at = 0; at + Iec104Limits.APCI <= bytes.length(); at++) {
            if (judge(bytes, at) >= WEAK) {
                int end = at + length(bytes, at);
                if (end == bytes.length() || judge(bytes, end) != IMPOSSIBLE) {
                    return at;
                }
            }
        }
        return -1;
    }
}
