package io.fieldwarden.agent.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How one alert lies on disk, big-endian:
 *
 * <pre>
 *  0  marker     4  FF 46 57 01; FF never occurs in UTF-8, so the marker never occurs in a payload
 *  4  checksum   4  CRC-32C of everything from 9 to the end
 *  8  state      1  44 once the alert needs no sending any more, written in place; outside the checksum
 *  9  length     4  of the payload
 * 13  sequence   8  order of arrival
 * 21  key       16  the alert's id
 * 37  revision   4
 * 41  payload       the alert as JSON
 * </pre>
 *
 * A damaged state reads as "still to be sent": at worst the collector is told twice.
 *
 * @param sequence order of arrival
 * @param key the alert's id
 * @param revision the alert's revision
 * @param at offset in its file
 * @param size bytes of the whole frame
 * @param dead whether it needs no sending any more
 */
record Frame(long sequence, AlertKey key, int revision, int at, int size, boolean dead) {
    static final int HEADER_BYTES = 41;
    static final int STATE_AT = 8;
    static final byte DEAD = 0x44;

    private static final int MARKER = 0xFF465701;
    private static final int CHECKSUM_AT = 4;
    private static final int LENGTH_AT = 9;

    /** Writes a frame into a new buffer, ready to be written out. */
    static ByteBuffer encode(long sequence, AlertKey key, int revision, byte[] payload) {
        byte[] bytes = new byte[HEADER_BYTES + payload.length];
        ByteBuffer frame = ByteBuffer.wrap(bytes);
        frame.putInt(MARKER).putInt(0).put((byte) 0).putInt(payload.length);
        frame.putLong(sequence).putLong(key.high()).putLong(key.low()).putInt(revision);
        frame.put(payload);
        frame.putInt(CHECKSUM_AT, checksum(bytes, 0, bytes.length));
        return frame.flip();
    }

    /** Reads the frame at {@code at} of the first {@code end} bytes, or answers null if no whole, intact frame is there. */
    static @org.jspecify.annotations.Nullable Frame at(ByteBuffer file, int at, int end) {
        if (end - at < HEADER_BYTES || file.getInt(at) != MARKER) {
            return null;
        }
        int length = file.getInt(at + LENGTH_AT);
        if (length < 0 || length > end - at - HEADER_BYTES) {
            return null;
        }
        int size = HEADER_BYTES + length;
        if (file.getInt(at + CHECKSUM_AT) != checksum(file.array(), at, size)) {
            return null;
        }
        AlertKey key = new AlertKey(file.getLong(at + 21), file.getLong(at + 29));
        return new Frame(file.getLong(at + 13), key, file.getInt(at + 37), at, size, file.get(at + STATE_AT) == DEAD);
    }

    /** Whether a marker starts at {@code at}; a frame may or may not follow. */
    static boolean markedAt(ByteBuffer file, int at, int end) {
        return end - at >= Integer.BYTES && file.getInt(at) == MARKER;
    }

    private static int checksum(byte[] bytes, int at, int size) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at + LENGTH_AT, size - LENGTH_AT);
        return (int) crc.getValue();
    }
}
