package io.fieldwarden.agent.decode.modbus;

import org.jspecify.annotations.Nullable;

/** Requests that await their answer, oldest first; bounded. */
final class ModbusOutstanding {
    private final int[] keys;
    private final long[] times;
    private final @Nullable ModbusPdu[] requests;
    private int size;

    ModbusOutstanding(int most) {
        keys = new int[most];
        times = new long[most];
        requests = new ModbusPdu[most];
    }

    /** Transaction and unit as one number. */
    static int key(int transaction, int unit) {
        return (transaction << 8) | unit;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == keys.length;
    }

    /** Adds the newest; must not be full. */
    void add(int key, ModbusPdu request, long atNanos) {
        keys[size] = key;
        times[size] = atNanos;
        requests[size++] = request;
    }

    ModbusPdu request(int index) {
        ModbusPdu request = requests[index];
        if (index >= size || request == null) {
            throw new IndexOutOfBoundsException("request " + index + " of " + size);
        }
        return request;
    }

    long time(int index) {
        return times[index];
    }

    int unit(int index) {
        return keys[index] & 0xFF;
    }

    /** Index of the oldest with that transaction and unit, -1 if there is none. */
    int find(int key) {
        for (int index = 0; index < size; index++) {
            if (keys[index] == key) {
                return index;
            }
        }
        return -1;
    }

    /** Index of the oldest with that transaction, unit and function, -1 if there is none. */
    int find(int key, int function) {
        for (int index = 0; index < size; index++) {
            if (keys[index] == key && request(index).function() == function) {
                return index;
            }
        }
        return -1;
    }

    /** Index of the oldest with that transaction and function, whatever its unit; -1 if there is none. */
    int findAnyUnit(int transaction, int function) {
        for (int index = 0; index < size; index++) {
            if (keys[index] >>> 8 == transaction && request(index).function() == function) {
                return index;
            }
        }
        return -1;
    }

    void remove(int index) {
        int after = size - index - 1;
        System.arraycopy(keys, index + 1, keys, index, after);
        System.arraycopy(times, index + 1, times, index, after);
        System.arraycopy(requests, index + 1, requests, index, after);
        requests[--size] = null;
    }
}
