package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.observation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Reports without time tag that were read before, and the names of points, shared by all connections of a lane, so that a
 * cyclic report builds no operation anew. Bounded: the newest takes the place of another.
 */
final class Iec104Repeats {
    private static final int STATIONS = 256;

    private final long[] heads;
    private final long[] rests;
    private final @Nullable Operation[] operations;
    private final int[] stations = new int[STATIONS];
    private final @Nullable String[] spaces = new String[STATIONS];

    /** @param slots a power of two */
    Iec104Repeats(int slots) {
        heads = new long[slots];
        rests = new long[slots];
        operations = new Operation[slots];
    }

    @Nullable
    Operation find(long head, long rest) {
        int slot = slot(head, rest);
        return heads[slot] == head && rests[slot] == rest ? operations[slot] : null;
    }

    void keep(long head, long rest, Operation operation) {
        int slot = slot(head, rest);
        heads[slot] = head;
        rests[slot] = rest;
        operations[slot] = operation;
    }

    /** The name that the points of a station share, for instance {@code 1/ioa}. */
    String space(int common) {
        int slot = common & (STATIONS - 1);
        String space = spaces[slot];
        if (space == null || stations[slot] != common) {
            space = common + "/ioa";
            spaces[slot] = space;
            stations[slot] = common;
        }
        return space;
    }

    private int slot(long head, long rest) {
        long mixed = (head ^ (rest * 0xC2B2_AE3D_27D4_EB4FL)) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & (operations.length - 1);
    }
}
