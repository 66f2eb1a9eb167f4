package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Requests that were read before, by their bytes: shared by all connections of a lane, so that a poll builds nothing. Bounded,
 * the newest takes the place of another.
 */
final class SlmpRepeats {
    /** Longer requests carry data that does not repeat. */
    static final int BYTES_MAX = 64;

    private static final byte[] NOTHING = {};

    private final long[] salts;
    private final byte[][] texts;
    private final @Nullable SlmpRequest[] requests;

    /** @param slots a power of two */
    SlmpRepeats(int slots) {
        salts = new long[slots];
        texts = new byte[slots][];
        Arrays.fill(texts, NOTHING);
        requests = new SlmpRequest[slots];
    }

    /** @param salt what else makes a request the same, for instance who is addressed */
    @Nullable
    SlmpRequest find(long salt, Window bytes, int at, int size) {
        if (size > BYTES_MAX) {
            return null;
        }
        int slot = slot(salt, bytes, at, size);
        byte[] text = texts[slot];
        int start = bytes.start() + at;
        boolean same = salts[slot] == salt && Arrays.equals(text, 0, text.length, bytes.array(), start, start + size);
        return same ? requests[slot] : null;
    }

    void keep(long salt, Window bytes, int at, int size, SlmpRequest request) {
        if (size <= BYTES_MAX) {
            int slot = slot(salt, bytes, at, size);
            byte[] text = new byte[size];
            bytes.copy(at, text, 0, size);
            salts[slot] = salt;
            texts[slot] = text;
            requests[slot] = request;
        }
    }

    private int slot(long salt, Window bytes, int at, int size) {
        int hash = Long.hashCode(salt) * 31 + size;
        for (int index = at; index < at + size; index++) {
            hash = hash * 31 + bytes.u8(index);
        }
        hash *= 0x9E37_79B9;
        return (hash >>> 16) & (requests.length - 1);
    }
}
