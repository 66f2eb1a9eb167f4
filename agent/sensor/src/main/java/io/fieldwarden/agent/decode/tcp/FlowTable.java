package io.fieldwarden.agent.decode.tcp;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Finds conversations: open-addressed, linear probing over the hashes alone, grows by doubling up to its limit. */
final class FlowTable {
    private static final int SLOTS_MIN = 256;

    private final long seed = new SecureRandom().nextLong();
    private final int flowsMax;
    private long[] hashes = new long[SLOTS_MIN];
    private @Nullable Flow[] flows = new Flow[SLOTS_MIN];
    private int mask = SLOTS_MIN - 1;
    private int size;

    FlowTable(int flowsMax) {
        this.flowsMax = flowsMax;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= flowsMax;
    }

    @Nullable
    Flow find(FlowKey key) {
        long hash = key.hash(seed);
        for (int slot = (int) hash & mask; hashes[slot] != 0; slot = (slot + 1) & mask) {
            if (hashes[slot] == hash) {
                Flow flow = flows[slot];
                if (flow != null && flow.key.matches(key)) {
                    return flow;
                }
            }
        }
        return null;
    }

    /** Adds a flow whose key is not in the table; the caller has made room. */
    void add(Flow flow) {
        if ((size + 1) * 2 > hashes.length) {
            grow();
        }
        put(flow.key.hash(seed), flow);
        size++;
    }

    void remove(Flow flow) {
        int slot = (int) flow.key.hash(seed) & mask;
        for (Flow there = flows[slot]; there == null || !there.key.matches(flow.key); there = flows[slot]) {
            if (there == null) {
                throw new IllegalStateException("not in the table: " + flow.connection);
            }
            slot = (slot + 1) & mask;
        }
        size--;
        closeGap(slot);
    }

    /** Moves later entries back so that no search stops early (Knuth 6.4, algorithm R). */
    private void closeGap(int freed) {
        int gap = freed;
        for (int slot = (gap + 1) & mask; hashes[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) hashes[slot] & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                hashes[gap] = hashes[slot];
                flows[gap] = flows[slot];
                gap = slot;
            }
        }
        hashes[gap] = 0;
        flows[gap] = null;
    }

    private void put(long hash, Flow flow) {
        int slot = (int) hash & mask;
        while (hashes[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        hashes[slot] = hash;
        flows[slot] = flow;
    }

    private void grow() {
        long[] oldHashes = hashes;
        @Nullable Flow[] oldFlows = flows;
        hashes = new long[oldHashes.length * 2];
        flows = new Flow[oldHashes.length * 2];
        mask = hashes.length - 1;
        for (int slot = 0; slot < oldHashes.length; slot++) {
            Flow flow = oldFlows[slot];
            if (flow != null) {
                put(oldHashes[slot], flow);
            }
        }
    }
}
