package io.fieldwarden.agent.decode.cbor;

import io.fieldwarden.agent.decode.Window;

/** Well-formed UTF-8 (RFC 3629): binary data that happen to frame as CBOR mostly fail here. */
final class Utf8 {
    private Utf8() {}

    static boolean valid(Window bytes, int from, int end) {
        int at = from;
        while (at < end) {
            int first = bytes.u8(at);
            if (first < 0x80) {
                at++;
                continue;
            }
            int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
            if (first < 0xC2 || first > 0xF4 || end - at < size || !continued(bytes, at, size)) {
                return false;
            }
            at += size;
        }
        return true;
    }

    private static boolean continued(Window bytes, int at, int size) {
        int value = bytes.u8(at) & (0x7F >> size);
        for (int index = 1; index < size; index++) {
            int next = bytes.u8(at + index);
            if ((next & 0xC0) != 0x80) {
                return false;
            }
            value = value << 6 | (next & 0x3F);
        }
        int least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
        return value >= least && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    }
}
