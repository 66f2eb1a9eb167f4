package io.fieldwarden.agent.decode.modbus;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Requests that await their answer, oldest first; bounded. */
final class ModbusOutstanding {
    /** Most clients ask and wait; only a pipelining one needs more room. */
    private static final int USUAL = 2;

    private final int most;
    private int[] keys;
    private long[] times;
    private @Nullable ModbusPdu[] requests;
    private int size;

    ModbusOutstanding(int most) {
        this.most = most;
        int room = Math.min(USUAL, most);
        keys = new int[room];
        times = new long[room];
        requests = new ModbusPdu[room];
    }

    /** Transaction and unit as one number. */
    static int key(int transaction, int unit) {
        return (transaction << 8) | unit;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == most;
    }

    /** Adds the newest; must not be full. */
    void add(int key, ModbusPdu request, long atNanos) {
        if (size == keys.length) {
            grow();
        }
        keys[size] = key;
        times[size] = atNanos;
        requests[size++] = request;
    }

    private void grow() {
        int room = Math.min(most, size * 4);
        keys = Arrays.copyOf(keys, room);
        times = Arrays.copyOf(times, room);
        requests = Arrays.copyOf(requests, room);
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
