package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.Window;

/** Whether bytes can be a message: the checks behind recognition and the finding of a boundary. */
final class EnipShape {
    private static final int SEQUENCED_ADDRESS = 0x8002;
    private static final int CONNECTED_DATA = 0xB1;

    private EnipShape() {}

    /** Whether a header can start at {@code at}; asks only the bytes that are there. */
    static boolean headerPossible(Window bytes, int at) {
        int seen = bytes.length() - at;
        if (seen < 2) {
            return seen <= 0 || EnipCommand.of(bytes.u8(at)) != null;
        }
        EnipCommand command = EnipCommand.of(bytes.u16le(at));
        return command != null
                && (seen < 4 || lengthPossible(command, bytes.u16le(at + 2)))
                && (seen < 12 || EnipCommand.isStatus(bytes.i32le(at + 8)))
                && (seen < 24 || bytes.i32le(at + 20) == 0);
    }

    private static boolean lengthPossible(EnipCommand command, int length) {
        return switch (command) {
            case NOP -> length <= EnipLimits.DATA_MAX;
            case LEGACY_0X01, LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES -> length <= 1_400;
            case REGISTER_SESSION -> length == 4 || length == 0;
            case UNREGISTER_SESSION -> length == 0;
            case SEND_RR_DATA, SEND_UNIT_DATA -> length == 0 || (length >= 8 && length <= EnipLimits.DATA_MAX);
            case INDICATE_STATUS, CANCEL -> length <= 64;
        };
    }

    /**
     * Whether the message at {@code at}, header seen, shows by more than its header that it is one.
     * A no-operation, or nothing but zeros, says nothing.
     */
    static boolean convincing(Window bytes, int at) {
        int seen = bytes.length() - at;
        EnipCommand command = seen < EnipLimits.HEADER ? null : EnipCommand.of(bytes.u16le(at));
        if (command == null || !headerPossible(bytes, at)) {
            return false;
        }
        int length = bytes.u16le(at + 2);
        int data = at + EnipLimits.HEADER;
        int there = Math.min(length, seen - EnipLimits.HEADER);
        return switch (command) {
            case LIST_SERVICES, LIST_IDENTITY, LIST_INTERFACES ->
                bytes.i32le(at + 4) == 0
                        && (length == 0 ? seen == EnipLimits.HEADER : there >= 6 && items(bytes, data, length, there));
            case REGISTER_SESSION -> length == 4 && there == 4 && bytes.u16le(data) == 1 && bytes.u16le(data + 2) == 0;
            case SEND_RR_DATA, SEND_UNIT_DATA ->
                there >= 12 && bytes.i32le(data) == 0 && items(bytes, data + 6, length - 6, there - 6);
            case NOP, LEGACY_0X01, UNREGISTER_SESSION, INDICATE_STATUS, CANCEL -> false;
        };
    }

    /** Whether {@code length} bytes, {@code there} of them seen, can be items: a count, and types with lengths. */
    private static boolean items(Window bytes, int at, int length, int there) {
        int count = bytes.u16le(at);
        int from = 2;
        for (int item = 0; item < count && from + 4 <= there; item++) {
            int type = bytes.u16le(at + from);
            from += 4 + bytes.u16le(at + from + 2);
            if (from > length || !EnipItems.isKnown(type)) {
                return false;
            }
        }
        return count >= 1 && count <= 16 && (from > there || from <= length);
    }

    /** Whether a whole datagram is I/O: a sequenced address and connected data that ends where it does (Vol 2, 3-2.2). */
    static boolean io(Window bytes) {
        return bytes.length() >= 18
                && bytes.u16le(0) == 2
                && bytes.u16le(2) == SEQUENCED_ADDRESS
                && bytes.u16le(4) == 8
                && bytes.u16le(14) == CONNECTED_DATA
                && bytes.u16le(16) == bytes.length() - 18;
    }

    /** Index of the first convincing message, -1 if there is none. */
    static int boundary(Window bytes) {
        for (int at = 0; at + EnipLimits.HEADER <= bytes.length(); at++) {
            if (convincing(bytes, at)) {
                return at;
            }
        }
        return -1;
    }
}
