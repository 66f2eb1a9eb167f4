package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.Window;

/** Finds where a message starts in a stream whose beginning was not seen. */
final class ModbusFraming {
    private ModbusFraming() {}

    /**
     * Index of the first message that is wholly there, fits its function and is followed by nothing or by what can be
     * another header; -1 if there is none.
     */
    static int boundary(Window bytes) {
        int last = bytes.length() - ModbusLimits.HEADER - 1;
        for (int at = 0; at <= last; at++) {
            if (fits(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether a message may start at the first byte and go on past the last. */
    static boolean mayStart(Window bytes) {
        return ModbusShape.headerPossible(bytes, 0)
                && (bytes.length() < ModbusLimits.PREFIX || ModbusLimits.PREFIX + bytes.u16(4) >= bytes.length());
    }

    private static boolean fits(Window bytes, int at) {
        if (!ModbusShape.headerPossible(bytes, at)) {
            return false;
        }
        int length = bytes.u16(at + 4);
        int end = at + ModbusLimits.PREFIX + length;
        return end <= bytes.length()
                && ModbusShape.of(bytes, at + ModbusLimits.HEADER, length - 1) != 0
                && ModbusShape.headerPossible(bytes, end);
    }
}
