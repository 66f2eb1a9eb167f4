package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Window;
import java.util.Arrays;

/**
 * Sequence number, length and a hash of the last segments delivered, so that one sent again with other content is noticed
 * though its bytes are gone: how an answer injected into a connection shows.
 */
final class Fingerprints {
    private static final int SEGMENTS = 4;
    private static final int FIELDS = 3;
    private static final int LANES = 4;

    private final int[] fields = new int[SEGMENTS * FIELDS];
    private int at;

    void remember(int sequence, Window bytes) {
        fields[at] = sequence;
        fields[at + 1] = bytes.length();
        fields[at + 2] = hash(bytes);
        at = (at + FIELDS) % fields.length;
    }

    /** Whether this very segment was delivered with other content. */
    boolean differs(int sequence, Window bytes) {
        for (int index = 0; index < fields.length; index += FIELDS) {
            if (fields[index] == sequence && fields[index + 1] == bytes.length() && bytes.length() > 0) {
                return fields[index + 2] != hash(bytes);
            }
        }
        return false;
    }

    /** Forgets all, so that another stream can use it. */
    void clear() {
        Arrays.fill(fields, 0);
        at = 0;
    }

    /** In four lanes, so that one multiplication need not wait for the one before. */
    private static int hash(Window bytes) {
        int length = bytes.length();
        long hash = length;
        int index = 0;
        if (length >= LANES * Long.BYTES) {
            long second = 1;
            long third = 2;
            long fourth = 3;
            for (; index + LANES * Long.BYTES <= length; index += LANES * Long.BYTES) {
                hash = mix(hash, bytes.i64(index));
                second = mix(second, bytes.i64(index + Long.BYTES));
                third = mix(third, bytes.i64(index + 2 * Long.BYTES));
                fourth = mix(fourth, bytes.i64(index + 3 * Long.BYTES));
            }
            hash = mix(mix(mix(hash, second), third), fourth);
        }
        for (; index + Long.BYTES <= length; index += Long.BYTES) {
            hash = mix(hash, bytes.i64(index));
        }
        if (index < length && length >= Long.BYTES) {
            hash = mix(hash, bytes.i64(length - Long.BYTES)); // the last ones, some of them once more
            index = length;
        }
        for (; index < length; index++) {
            hash = mix(hash, bytes.u8(index));
        }
        hash *= 0xC2B2_AE3D_27D4_EB4FL;
        return (int) (hash ^ (hash >>> 32));
    }

    private static long mix(long hash, long more) {
        return Long.rotateLeft((hash ^ more) * 0x9E37_79B9_7F4A_7C15L, 29);
    }
}
