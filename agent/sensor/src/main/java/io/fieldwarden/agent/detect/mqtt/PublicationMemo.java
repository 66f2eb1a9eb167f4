package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Entry;
import org.jspecify.annotations.Nullable;

/** Publications lately found normal, by connection and topic: most messages are judged by one look here. */
final class PublicationMemo {
    private static final int SLOTS = 16_384;

    private final long[] connections = new long[SLOTS];
    private final @Nullable String[] topics = new @Nullable String[SLOTS];
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

    @Nullable
    Entry find(long connection, String topic) {
        int slot = slot(connection, topic);
        return connections[slot] == connection && topic.equals(topics[slot]) ? entries[slot] : null;
    }

    void put(long connection, String topic, Entry entry) {
        int slot = slot(connection, topic);
        connections[slot] = connection;
        topics[slot] = topic;
        entries[slot] = entry;
    }

    /** Another client may speak on the connection now. */
    void forget(long connection) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (connections[slot] == connection) {
                topics[slot] = null;
                entries[slot] = null;
            }
        }
    }

    private static int slot(long connection, String topic) {
        int mixed = topic.hashCode() * 31 + Long.hashCode(connection) * 0x9E37_79B9;
        return (mixed ^ (mixed >>> 15)) & (SLOTS - 1);
    }
}
