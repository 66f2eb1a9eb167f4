package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.Window;

/** Reads one link frame (IEEE 1815-2012 clause 9.2.4) and takes the checks out of its user data. Reused. */
final class Dnp3Frame {
    /** Start octets (9.2.4.1.1). */
    static final int START_1 = 0x05;

    static final int START_2 = 0x64;

    private static final int DIRECTION = 0x80;
    private static final int PRIMARY = 0x40;
    private static final int FRAME_COUNT = 0x20;
    private static final int FRAME_COUNT_VALID = 0x10;

    private final byte[] data = new byte[Dnp3Limits.USER_DATA_MAX];
    private int size;
    private int control;
    private int destination;
    private int source;

    /** Whether a frame header can start at {@code at}; asks only the bytes that are there, the check if all are. */
    static boolean possible(Window bytes, int at) {
        int seen = bytes.length() - at;
        if (bytes.u8(at) != START_1
                || (seen > 1 && bytes.u8(at + 1) != START_2)
                || (seen > 2 && bytes.u8(at + 2) < Dnp3Limits.LENGTH_MIN)) {
            return false;
        }
        return seen < Dnp3Limits.HEADER || headerHolds(bytes, at);
    }

    /** Whether the check of the header at {@code at}, all of it there, is right. */
    static boolean headerHolds(Window bytes, int at) {
        return Crc.holds(bytes.array(), bytes.start() + at, Dnp3Limits.HEADER - Dnp3Limits.CRC);
    }

    /** Index from {@code from} on where a frame can start, the length of {@code bytes} if there is none. */
    static int next(Window bytes, int from) {
        int at = from;
        while (at < bytes.length() && !possible(bytes, at)) {
            at++;
        }
        return at;
    }

    /** Bytes of the frame whose header starts at {@code at}. */
    static int length(Window bytes, int at) {
        int user = bytes.u8(at + 2) - Dnp3Limits.LENGTH_MIN;
        int blocks = (user + Dnp3Limits.BLOCK - 1) / Dnp3Limits.BLOCK;
        return Dnp3Limits.HEADER + user + blocks * Dnp3Limits.CRC;
    }

    /**
     * Reads the frame at {@code at}, all of it there and its header sound.
     *
     * @return the number of the first block, from 1, whose check is wrong; 0 if all are right
     */
    int read(Window bytes, int at) {
        control = bytes.u8(at + 3);
        destination = bytes.u16le(at + 4);
        source = bytes.u16le(at + 6);
        int left = bytes.u8(at + 2) - Dnp3Limits.LENGTH_MIN;
        int wrong = 0;
        int block = 0;
        size = 0;
        for (int from = at + Dnp3Limits.HEADER; left > 0; ) {
            int part = Math.min(left, Dnp3Limits.BLOCK);
            block++;
            if (wrong == 0 && !Crc.holds(bytes.array(), bytes.start() + from, part)) {
                wrong = block;
            }
            bytes.copy(from, data, size, part);
            size += part;
            left -= part;
            from += part + Dnp3Limits.CRC;
        }
        return wrong;
    }

    /** User data without checks; the first {@link #size()} bytes count. */
    byte[] data() {
        return data;
    }

    int size() {
        return size;
    }

    int destination() {
        return destination;
    }

    int source() {
        return source;
    }

    /** Lower four bits of the control octet (9.2.4.1.3). */
    int function() {
        return control & 0x0F;
    }

    /** Whether it comes from the side that polls. */
    boolean fromClient() {
        return (control & DIRECTION) != 0;
    }

    boolean primary() {
        return (control & PRIMARY) != 0;
    }

    /** Frame count bit of a primary frame. */
    boolean frameCount() {
        return (control & FRAME_COUNT) != 0;
    }

    /** Frame count valid of a primary frame; data flow control of a secondary one. */
    boolean frameCountValid() {
        return (control & FRAME_COUNT_VALID) != 0;
    }

    /** The check of frames: polynomial 0x3D65 reflected, inverted (9.2.4.3, annex E). */
    static final class Crc {
        private static final int REFLECTED = 0xA6BC;
        private static final int[] TABLE = table();

        private Crc() {}

        private static int[] table() {
            int[] table = new int[256];
            for (int value = 0; value < table.length; value++) {
                int crc = value;
                for (int bit = 0; bit < 8; bit++) {
                    crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REFLECTED;
                }
                table[value] = crc;
            }
            return table;
        }

        /** The check of {@code length} bytes from {@code from}, 16 bits; the low byte goes first on the wire. */
        static int of(byte[] bytes, int from, int length) {
            int crc = 0;
            for (int at = from; at < from + length; at++) {
                crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]) & 0xFF];
            }
            return ~crc & 0xFFFF;
        }

        /** Whether {@code length} bytes from {@code from} are followed by their check. */
        static boolean holds(byte[] bytes, int from, int length) {
            int told = (bytes[from + length] & 0xFF) | ((bytes[from + length + 1] & 0xFF) << 8);
            return of(bytes, from, length) == told;
        }
    }
}
