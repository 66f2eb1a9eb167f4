package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Topics, found by their bytes without building a text, each with what was already built for a client that uses it; they
 * outlive the connection, because many clients connect for every message. Open addressing, bounded, the newest wins.
 */
final class MqttTopics {
    private static final int SMALLEST = 16;
    private static final int PROBES = 4;

    private final MqttLimits limits;
    private @Nullable Slot[] slots = new @Nullable Slot[0];
    private int used;

    @SuppressWarnings("ArrayRecordComponent") // compared byte by byte with what is on the wire
    private record Slot(int hash, byte[] utf8, Topic topic) {}

    MqttTopics(MqttLimits limits) {
        this.limits = limits;
    }

    /**
     * The topic whose name lies at {@code at}.
     *
     * @param client who uses it, empty if that is not known
     */
    Topic find(Window bytes, int at, int length, String client) {
        if (length > limits.textCharsMax()) {
            return new Topic(MqttText.bounded(bytes, at, length, limits.textCharsMax()), client);
        }
        int hash = hash(bytes, at, length, client);
        for (int probe = 0; probe < Math.min(PROBES, slots.length); probe++) {
            Slot slot = slots[(hash + probe) & (slots.length - 1)];
            if (slot != null && slot.hash == hash && slot.topic.isOf(client) && same(slot.utf8, bytes, at, length)) {
                return slot.topic;
            }
        }
        byte[] utf8 = new byte[length];
        bytes.copy(at, utf8, 0, length);
        Topic topic = new Topic(bytes.utf8(at, length), client);
        add(new Slot(hash, utf8, topic));
        return topic;
    }

    private void add(Slot slot) {
        if (used * 2 >= slots.length && slots.length < limits.topicsMax() * 2) {
            grow();
        }
        int home = slot.hash & (slots.length - 1);
        for (int probe = 0; probe < PROBES; probe++) {
            int index = (home + probe) & (slots.length - 1);
            if (slots[index] == null) {
                slots[index] = slot;
                used++;
                return;
            }
        }
        slots[home] = slot;
    }

    private void grow() {
        @Nullable Slot[] old = slots;
        slots = new @Nullable Slot[Math.max(SMALLEST, old.length * 2)];
        used = 0;
        for (Slot slot : old) {
            if (slot != null) {
                add(slot);
            }
        }
    }

    private static int hash(Window bytes, int at, int length, String client) {
        int hash = client.hashCode() * 31 + length;
        for (int index = 0; index < length; index++) {
            hash = hash * 31 + bytes.u8(at + index);
        }
        hash *= 0x9E37_79B9;
        return hash ^ (hash >>> 16);
    }

    private static boolean same(byte[] utf8, Window bytes, int at, int length) {
        if (utf8.length != length) {
            return false;
        }
        for (int index = 0; index < length; index++) {
            if ((utf8[index] & 0xFF) != bytes.u8(at + index)) {
                return false;
            }
        }
        return true;
    }

    /** A topic of one client with what was already built for it, so that steady telemetry builds it once. */
    static final class Topic {
        /** Stands for no topic at all. */
        static final Topic NONE = new Topic("", "");

        /** Operations kept per topic: payload lengths of a value that changes by a digit or two. */
        private static final int OPERATIONS_KEPT = 8;

        /** Points kept per topic; payloads with more values build the rest each time. */
        private static final int POINTS_KEPT = 64;

        private final String name;
        private final String client;
        private final Points points;
        private long[] keys = new long[1];
        private @Nullable Operation[] operations = new @Nullable Operation[1];
        private int nextOperation;
        private final List<String> paths = new ArrayList<>(0);
        private final List<Points> pathPoints = new ArrayList<>(0);

        Topic(String name, String client) {
            this.name = name;
            this.client = client;
            this.points = Points.named(name);
        }

        String name() {
            return name;
        }

        /** Whether it is kept for {@code other}. */
        boolean isOf(String other) {
            return client.equals(other);
        }

        Points points() {
            return points;
        }

        /** The operation kept under {@code key}, if there is one. */
        @Nullable
        Operation operation(long key) {
            for (int index = 0; index < keys.length; index++) {
                if (keys[index] == key && operations[index] != null) {
                    return operations[index];
                }
            }
            return null;
        }

        void keep(long key, Operation operation) {
            if (operations[nextOperation] != null && keys.length < OPERATIONS_KEPT) {
                nextOperation = keys.length;
                keys = Arrays.copyOf(keys, keys.length * 2);
                operations = Arrays.copyOf(operations, keys.length);
            }
            keys[nextOperation] = key;
            operations[nextOperation] = operation;
            nextOperation = (nextOperation + 1) % keys.length;
        }

        /**
         * The point a value of the payload belongs to: the topic itself, or {@code topic#/json/pointer}.
         *
         * @param index which value of the payload, from 0: payloads of one topic mostly have one shape
         */
        Points point(int index, String path) {
            if (path.isEmpty()) {
                return points;
            }
            if (index < paths.size() && paths.get(index).equals(path)) {
                return pathPoints.get(index);
            }
            Points point = Points.named(name + "#" + path);
            if (index < paths.size()) {
                paths.set(index, path);
                pathPoints.set(index, point);
            } else if (index == paths.size() && index < POINTS_KEPT) {
                paths.add(path);
                pathPoints.add(point);
            }
            return point;
        }
    }
}
