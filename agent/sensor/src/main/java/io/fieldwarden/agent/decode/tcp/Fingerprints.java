package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Window;

/**
 * Sequence number, length and a hash of the last segments delivered, so that one sent again with other content is noticed
 * though its bytes are gone: how an answer injected into a connection shows.
 */
final class Fingerprints {
    private static final int SEGMENTS = 4;
    private static final int FIELDS = 3;

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

    private static int hash(Window bytes) {
        int length = bytes.length();
        long hash = length;
        int index = 0;
        for (; index + Long.BYTES <= length; index += Long.BYTES) {
            hash = Long.rotateLeft((hash ^ bytes.i64(index)) * 0x9E37_79B9_7F4A_7C15L, 29);
        }
        for (; index < length; index++) {
            hash = Long.rotateLeft((hash ^ bytes.u8(index)) * 0x9E37_79B9_7F4A_7C15L, 29);
        }
        hash *= 0xC2B2_AE3D_27D4_EB4FL;
        return (int) (hash ^ (hash >>> 32));
    }
}
