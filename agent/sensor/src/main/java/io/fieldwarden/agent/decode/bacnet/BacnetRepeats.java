package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests without fault that were read before, by their bytes without the invoke id: what is asked does not depend on who
 * asks, so all connections of a lane share them and a poll builds nothing. Bounded, the newest takes the place of another.
 */
final class BacnetRepeats {
    /** Longest request that is kept. */
    static final int BYTES_MAX = 256;

    private final byte[][] keys;
    private final @Nullable BacnetRequest[] requests;

    /** @param slots a power of two */
    BacnetRepeats(int slots) {
        keys = new byte[slots][0];
        requests = new BacnetRequest[slots];
    }

    /** The request that had these bytes, but for the one at {@code invoke}. */
    @Nullable
    BacnetRequest find(Window bytes, int invoke) {
        int slot = slot(bytes, invoke);
        byte[] key = keys[slot];
        if (key.length != bytes.length()) {
            return null;
        }
        int start = bytes.start();
        int after = start + invoke + 1;
        boolean same = Arrays.equals(key, 0, invoke, bytes.array(), start, start + invoke)
                && Arrays.equals(key, invoke + 1, key.length, bytes.array(), after, start + key.length);
        return same ? requests[slot] : null;
    }

    void keep(Window bytes, int invoke, BacnetRequest request) {
        int slot = slot(bytes, invoke);
        byte[] key = new byte[bytes.length()];
        bytes.copy(0, key, 0, key.length);
        keys[slot] = key;
        requests[slot] = request;
    }

    private int slot(Window bytes, int invoke) {
        int hash = bytes.length();
        for (int index = 0; index < bytes.length(); index++) {
            hash = 31 * hash + (index == invoke ? 0 : bytes.u8(index));
        }
        return (hash ^ (hash >>> 15)) & (requests.length - 1);
    }
}
