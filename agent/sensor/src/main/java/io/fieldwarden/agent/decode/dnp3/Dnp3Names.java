package io.fieldwarden.agent.decode.dnp3;

import org.jspecify.annotations.Nullable;

/** What points and outstations are called, kept for all connections of a lane; bounded, the newest takes the place of another. */
final class Dnp3Names {
    private final long[] keys;
    private final @Nullable String[] spaces;
    private final @Nullable String[] scopes = new String[256];
    private final int[] scoped = new int[scopes.length];

    /** @param slots a power of two */
    Dnp3Names(int slots) {
        keys = new long[slots];
        spaces = new String[slots];
    }

    /** For instance {@code 1024/binary-input}. */
    String space(int outstation, int group, int variation) {
        boolean delta = Dnp3Objects.isDelta(group, variation);
        long key = ((long) outstation << 9) | (delta ? 256 : 0) | group | (1L << 40);
        int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 40) & (keys.length - 1);
        String known = spaces[slot];
        if (known == null || keys[slot] != key) {
            known = outstation + "/" + Dnp3Objects.points(group) + (delta ? "-delta" : "");
            keys[slot] = key;
            spaces[slot] = known;
        }
        return known;
    }

    /** For instance {@code outstation 1024}. */
    String scope(int outstation) {
        int slot = outstation & (scopes.length - 1);
        String known = scopes[slot];
        if (known == null || scoped[slot] != outstation) {
            known = "outstation " + outstation;
            scopes[slot] = known;
            scoped[slot] = outstation;
        }
        return known;
    }
}
