package io.fieldwarden.agent.decode.modbus;

import org.jspecify.annotations.Nullable;

/**
 * Requests without fault that were read before, by their bytes: what is asked does not depend on who asks, so all connections
 * of a lane share them and a poll builds nothing, even on a new connection. Bounded, the newest takes the place of another.
 */
final class ModbusRepeats {
    /** A request fits into a long with its length, its unit and up to six bytes of PDU. */
    static final int BYTES = 6;

    private final long[] keys;
    private final @Nullable ModbusPdu[] requests;

    /** @param slots a power of two */
    ModbusRepeats(int slots) {
        keys = new long[slots];
        requests = new ModbusPdu[slots];
    }

    @Nullable
    ModbusPdu find(long key) {
        int slot = slot(key);
        return keys[slot] == key ? requests[slot] : null;
    }

    void keep(long key, ModbusPdu request) {
        int slot = slot(key);
        keys[slot] = key;
        requests[slot] = request;
    }

    private int slot(long key) {
        return (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 32) & (requests.length - 1);
    }
}
