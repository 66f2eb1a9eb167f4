package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Operation;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Operations told before, by everything that is said of them: shared by all connections of a lane, so that a poll builds
 * nothing. Bounded, the newest takes the place of another.
 */
final class Dnp3Repeats {
    /** Longest key; what takes more is built each time. */
    private static final int KEY_MAX = 256;

    private final byte[][] keys;
    private final @Nullable Operation[] operations;
    private final byte[] key = new byte[KEY_MAX];
    private int length;
    private boolean full;

    /** @param slots a power of two */
    Dnp3Repeats(int slots) {
        keys = new byte[slots][];
        operations = new Operation[slots];
    }

    /** Begins a key. */
    Dnp3Repeats begin() {
        length = 0;
        full = false;
        return this;
    }

    /** Adds 32 bits to the key. */
    Dnp3Repeats with(int number) {
        if (length + 4 > KEY_MAX) {
            full = true;
            return this;
        }
        key[length++] = (byte) number;
        key[length++] = (byte) (number >>> 8);
        key[length++] = (byte) (number >>> 16);
        key[length++] = (byte) (number >>> 24);
        return this;
    }

    /** Adds bytes to the key. */
    Dnp3Repeats with(byte[] bytes, int from, int count) {
        if (length + count > KEY_MAX) {
            full = true;
            return this;
        }
        System.arraycopy(bytes, from, key, length, count);
        length += count;
        return this;
    }

    /** The operation of the key, built if it is not known. */
    Operation find(Supplier<Operation> build) {
        if (full) {
            return build.get();
        }
        long hash = length;
        for (int at = 0; at < length; at++) {
            hash = (hash ^ key[at]) * 0x100_0000_01B3L;
        }
        int slot = (int) (hash ^ (hash >>> 32)) & (keys.length - 1);
        Operation known = operations[slot];
        if (known != null && Arrays.equals(keys[slot], 0, keys[slot].length, key, 0, length)) {
            return known;
        }
        byte[] kept = Arrays.copyOf(key, length);
        Operation built = build.get();
        keys[slot] = kept;
        operations[slot] = built;
        return built;
    }
}
