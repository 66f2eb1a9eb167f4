package io.fieldwarden.agent.decode.ethernet;

import java.util.Arrays;

/**
 * Which hardware address an IP address was last seen with: two generations of an open-addressed table. When the younger one
 * is full, the older is forgotten and they change places, so memory is bounded and what is met stays known.
 */
final class Bindings {
    /** {@link #put} answers this when the key was not known. */
    static final long NONE = -1;

    private static final long FREE = -1;

    private final int perGenerationMax;
    private final int mask;
    private long[] keys;
    private long[] macs;
    private long[] olderKeys;
    private long[] olderMacs;
    private int size;

    Bindings(int bindingsMax) {
        this.perGenerationMax = bindingsMax / 2;
        int slots = Integer.highestOneBit(Math.max(4, perGenerationMax * 2 - 1)) * 2;
        this.mask = slots - 1;
        this.keys = new long[slots];
        this.macs = new long[slots];
        this.olderKeys = new long[slots];
        this.olderMacs = new long[slots];
        Arrays.fill(keys, FREE);
        Arrays.fill(olderKeys, FREE);
    }

    /** Binds {@code key} (VLAN and IPv4 address, never negative) to {@code mac}; returns what it was bound to before. */
    long put(long key, long mac) {
        int slot = find(keys, key);
        if (keys[slot] == key) {
            long before = macs[slot];
            macs[slot] = mac;
            return before;
        }
        int olderSlot = find(olderKeys, key);
        long before = olderKeys[olderSlot] == key ? olderMacs[olderSlot] : NONE;
        if (size == perGenerationMax) {
            turn();
            slot = find(keys, key);
        }
        keys[slot] = key;
        macs[slot] = mac;
        size++;
        return before;
    }

    private void turn() {
        long[] spareKeys = olderKeys;
        long[] spareMacs = olderMacs;
        olderKeys = keys;
        olderMacs = macs;
        keys = spareKeys;
        macs = spareMacs;
        Arrays.fill(keys, FREE);
        size = 0;
    }

    private int find(long[] in, long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (in[slot] != FREE && in[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
