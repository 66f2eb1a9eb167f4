package io.fieldwarden.agent.decode.c37118;

import io.fieldwarden.agent.decode.Window;

/** Common fields of a frame (clause 6.2) and the check word (annex B). */
final class C37118Frame {
    static final int DATA = 0;
    static final int HEADER = 1;
    static final int CFG_1 = 2;
    static final int CFG_2 = 3;
    static final int COMMAND = 4;
    static final int CFG_3 = 5;

    private static final int[] CRC = new int[256];

    static {
        for (int value = 0; value < 256; value++) {
            int rest = value << 8;
            for (int bit = 0; bit < 8; bit++) {
                rest = (rest & 0x8000) != 0 ? (rest << 1) ^ 0x1021 : rest << 1;
            }
            CRC[value] = rest & 0xFFFF;
        }
    }

    private C37118Frame() {}

    static int type(Window bytes, int at) {
        return (bytes.u8(at + 1) >> 4) & 7;
    }

    /** Whether the four bytes at {@code at} can begin a frame. */
    static boolean headFits(Window bytes, int at) {
        int second = bytes.u8(at + 1);
        boolean known = (second & 0x80) == 0 && type(bytes, at) <= CFG_3;
        boolean version = (second & 0xF) >= 1 && (second & 0xF) <= 3;
        return bytes.u8(at) == C37118Limits.SYNC && known && version && bytes.u16(at + 2) >= C37118Limits.FRAME_MIN;
    }

    /** Whether the check word of the frame of {@code size} bytes at {@code at} is right. */
    static boolean checks(Window bytes, int at, int size) {
        return crc(bytes, at, size - 2) == bytes.u16(at + size - 2);
    }

    /** CRC-CCITT, begun with ones. */
    static int crc(Window bytes, int at, int size) {
        int crc = 0xFFFF;
        for (int index = at; index < at + size; index++) {
            crc = ((crc << 8) & 0xFFFF) ^ CRC[(crc >> 8) ^ bytes.u8(index)];
        }
        return crc;
    }
}
