package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.decode.Window;

/** The fields of a message and of a token-passing frame, and whether they fit together. */
final class HartIpShape {
    static final int REQUEST = 0;
    static final int RESPONSE = 1;
    static final int PUBLISH = 2;
    static final int NAK = 15;

    static final int INITIATE = 0;
    static final int CLOSE = 1;
    static final int KEEP_ALIVE = 2;
    static final int TOKEN_PASSING = 3;
    static final int DIRECT = 4;
    static final int AUDIT_LOG = 5;

    private static final int LONG_ADDRESS = 0x80;

    private HartIpShape() {}

    /** Whether a message may start at {@code at}; at least a header is there. */
    static boolean headerFits(Window bytes, int at) {
        int version = bytes.u8(at);
        int type = bytes.u8(at + 1);
        int id = bytes.u8(at + 2);
        int size = bytes.u16(at + 6);
        boolean sized = size >= HartIpLimits.HEADER && size <= HartIpLimits.MESSAGE_MAX;
        return (version == 1 || version == 2) && (type <= PUBLISH || type == NAK) && id <= AUDIT_LOG && sized;
    }

    /** Index of the delimiter of a frame, after preambles. */
    static int delimiter(Window bytes, int at, int end) {
        int index = at;
        while (index < end && bytes.u8(index) == 0xFF) {
            index++;
        }
        return index;
    }

    static int addressSize(int delimiter) {
        return (delimiter & LONG_ADDRESS) != 0 ? 5 : 1;
    }

    /** Index of the command of a frame whose delimiter is at {@code at}. */
    static int command(Window bytes, int at) {
        int delimiter = bytes.u8(at);
        return at + 1 + addressSize(delimiter) + ((delimiter >> 5) & 3);
    }

    /** Whether the frame from the delimiter at {@code at} to {@code end} is whole and its parity right. */
    static boolean frameFits(Window bytes, int at, int end) {
        if (at + 1 > end) {
            return false;
        }
        int command = command(bytes, at);
        if (command + 3 > end || command + 3 + bytes.u8(command + 1) != end) {
            return false;
        }
        return parity(bytes, at, end) == 0;
    }

    /** Exclusive or of all bytes; 0 if the last is the right check byte. */
    static int parity(Window bytes, int at, int end) {
        int parity = 0;
        for (int index = at; index < end; index++) {
            parity ^= bytes.u8(index);
        }
        return parity;
    }
}
