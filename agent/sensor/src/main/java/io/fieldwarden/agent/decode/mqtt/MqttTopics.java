package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.Window;
import org.jspecify.annotations.Nullable;

/** Topics of one connection, found by their bytes without building a text; open addressing, bounded, the newest wins. */
final class MqttTopics {
    private static final int SMALLEST = 16;
    private static final int PROBES = 4;

    private final MqttLimits limits;
    private @Nullable Slot[] slots = new @Nullable Slot[0];
    private int used;

    @SuppressWarnings("ArrayRecordComponent") // compared byte by byte with what is on the wire
    private record Slot(int hash, byte[] utf8, MqttTopic topic) {}

    MqttTopics(MqttLimits limits) {
        this.limits = limits;
    }

    /** The topic whose name lies at {@code at}. */
    MqttTopic find(Window bytes, int at, int length) {
        if (length > limits.textCharsMax()) {
            return new MqttTopic(MqttText.bounded(bytes, at, length, limits.textCharsMax()));
        }
        int hash = hash(bytes, at, length);
        for (int probe = 0; probe < Math.min(PROBES, slots.length); probe++) {
            Slot slot = slots[(hash + probe) & (slots.length - 1)];
            if (slot != null && slot.hash == hash && same(slot.utf8, bytes, at, length)) {
                return slot.topic;
            }
        }
        byte[] utf8 = new byte[length];
        bytes.copy(at, utf8, 0, length);
        MqttTopic topic = new MqttTopic(bytes.utf8(at, length));
        add(new Slot(hash, utf8, topic));
        return topic;
    }

    void clear() {
        slots = new @Nullable Slot[0];
        used = 0;
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

    private static int hash(Window bytes, int at, int length) {
        int hash = length;
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
}
