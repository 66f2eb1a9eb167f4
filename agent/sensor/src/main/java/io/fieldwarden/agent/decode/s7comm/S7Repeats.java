package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Jobs without fault that were read before, by the bytes of their parameters: what is asked does not depend on who asks, so
 * all connections of a lane share them and a poll builds nothing. Bounded, the newest takes the place of another.
 */
final class S7Repeats {
    private static final int BYTES_MAX = 512;

    private final byte[] @Nullable [] keys;
    private final S7Exchange.@Nullable Request[] requests;

    /** @param slots a power of two */
    S7Repeats(int slots) {
        keys = new byte[slots][];
        requests = new S7Exchange.Request[slots];
    }

    S7Exchange.@Nullable Request find(Window bytes, int at, int length) {
        int slot = slot(bytes, at, length);
        byte[] key = keys[slot];
        int start = bytes.start() + at;
        boolean same = key != null && Arrays.equals(key, 0, key.length, bytes.array(), start, start + length);
        return same ? requests[slot] : null;
    }

    void keep(Window bytes, int at, int length, S7Exchange.Request request) {
        if (length <= BYTES_MAX) {
            byte[] key = new byte[length];
            bytes.copy(at, key, 0, length);
            int slot = slot(bytes, at, length);
            keys[slot] = key;
            requests[slot] = request;
        }
    }

    private int slot(Window bytes, int at, int length) {
        int hash = length;
        for (int index = at; index < at + length; index++) {
            hash = hash * 31 + bytes.u8(index);
        }
        return ((hash * 0x9E37_79B9) >>> 16) & (keys.length - 1);
    }
}
