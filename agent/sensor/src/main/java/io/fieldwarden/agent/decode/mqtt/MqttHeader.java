package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.Window;

/** The fixed header (2.1) of one packet; reused for every packet of a session. */
final class MqttHeader {
    /** Answer of {@link #read}: remaining length does not end within four bytes. */
    static final int BROKEN = -1;

    static final int REMAINING_MAX = 268_435_455;
    private static final int LENGTH_BYTES_MAX = 4;

    private int firstByte;
    private int remaining;
    private int length;

    /**
     * Reads the fixed header at {@code at}.
     *
     * @return 0 if it is complete, the bytes at least missing if not, {@link #BROKEN} if there is no such length
     */
    int read(Window bytes, int at) {
        int available = bytes.length() - at;
        if (available < 2) {
            return 2 - available;
        }
        firstByte = bytes.u8(at);
        remaining = 0;
        for (int index = 0; index < LENGTH_BYTES_MAX; index++) {
            if (index + 1 >= available) {
                return 1;
            }
            int part = bytes.u8(at + 1 + index);
            remaining |= (part & 0x7F) << (7 * index);
            if (part < 0x80) {
                length = index + 2;
                return 0;
            }
        }
        return BROKEN;
    }

    int firstByte() {
        return firstByte;
    }

    MqttPacketType type() {
        return MqttPacketType.of(firstByte);
    }

    /** Bytes after the fixed header, 0 to {@link #REMAINING_MAX}. */
    int remaining() {
        return remaining;
    }

    /** Bytes of the fixed header itself, 2 to 5. */
    int length() {
        return length;
    }

    /** Bytes of the whole packet. */
    int total() {
        return length + remaining;
    }

    /** Whether remaining length was written with more bytes than it needs. */
    boolean padded() {
        return length > 2 && remaining < 1 << (7 * (length - 2));
    }
}
