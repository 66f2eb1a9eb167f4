package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Values;

/** Devices by their codes (SH-080956ENG clause 5.2). */
final class SlmpDevice {
    private SlmpDevice() {}

    /** The device's letters in lower case; empty if the code is not known. */
    static String name(int code) {
        return switch (code) {
            case 0x91 -> "sm";
            case 0xA9 -> "sd";
            case 0x9C -> "x";
            case 0x9D -> "y";
            case 0x90 -> "m";
            case 0x92 -> "l";
            case 0x93 -> "f";
            case 0x94 -> "v";
            case 0xA0 -> "b";
            case 0xA8 -> "d";
            case 0xB4 -> "w";
            case 0xC1 -> "ts";
            case 0xC0 -> "tc";
            case 0xC2 -> "tn";
            case 0xC7 -> "sts";
            case 0xC6 -> "stc";
            case 0xC8 -> "stn";
            case 0xC4 -> "cs";
            case 0xC3 -> "cc";
            case 0xC5 -> "cn";
            case 0xA1 -> "sb";
            case 0xB5 -> "sw";
            case 0x98 -> "s";
            case 0xA2 -> "dx";
            case 0xA3 -> "dy";
            case 0xCC -> "z";
            case 0xAF -> "r";
            case 0xB0 -> "zr";
            default -> "";
        };
    }

    static boolean isWord(int code) {
        return switch (code) {
            case 0xA9, 0xA8, 0xB4, 0xC2, 0xC8, 0xC5, 0xB5, 0xCC, 0xAF, 0xB0 -> true;
            default -> false;
        };
    }

    /** Bytes that {@code items} take: words, or two bits a byte. */
    static int size(int items, boolean bits) {
        return bits ? (items + 1) / 2 : items * 2;
    }

    /** Words from {@code at}; of a bit device each holds sixteen points, the first in the lowest bit. */
    static Values words(int device, Window bytes, int at, int items) {
        if (isWord(device)) {
            short[] words = new short[items];
            for (int index = 0; index < items; index++) {
                words[index] = (short) bytes.u16le(at + 2 * index);
            }
            return new Values.Words(words);
        }
        byte[] packed = new byte[items * 2];
        bytes.copy(at, packed, 0, packed.length);
        return new Values.Bits(packed, items * 16);
    }

    /** Points in half bytes, the first in the upper one. */
    static Values bits(Window bytes, int at, int items) {
        byte[] packed = new byte[(items + 7) / 8];
        for (int index = 0; index < items; index++) {
            int both = bytes.u8(at + index / 2);
            int bit = ((index & 1) == 0 ? both >> 4 : both) & 1;
            packed[index / 8] |= (byte) (bit << (index & 7));
        }
        return new Values.Bits(packed, items);
    }
}
