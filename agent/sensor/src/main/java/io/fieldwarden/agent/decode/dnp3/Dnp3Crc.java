package io.fieldwarden.agent.decode.dnp3;

/** The check of frames: polynomial 0x3D65 reflected, inverted (9.2.4.3, annex E). */
final class Dnp3Crc {
    private static final int REFLECTED = 0xA6BC;
    private static final int[] TABLE = table();

    private Dnp3Crc() {}

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
