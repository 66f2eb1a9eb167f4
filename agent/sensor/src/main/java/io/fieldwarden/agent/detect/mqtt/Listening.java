package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.observation.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When which topic of one broker was heard last. */
final class Listening {
    /** Seconds of silence that are never too long. */
    static final double NEVER = Double.POSITIVE_INFINITY;

    final Endpoint broker;
    /** The same as in {@code byTopic}, to be gone through every second. */
    final List<Pulse> all = new ArrayList<>();

    private final Map<String, Pulse> byTopic = new HashMap<>();

    Listening(Endpoint broker) {
        this.broker = broker;
    }

    @Nullable
    Pulse find(String topic) {
        return byTopic.get(topic);
    }

    void follow(Pulse pulse) {
        byTopic.put(pulse.topic, pulse);
        all.add(pulse);
    }

    /** One topic. */
    static final class Pulse {
        private static final double SECOND = 1e9;

        final String topic;
        /** What was learned of it, null if nothing was. */
        final @Nullable Measure usual;
        /** Who sent the latest message. */
        Endpoint publisher;

        long heardNanos;
        /** The longest silence that is normal, not a number until it was worked out. */
        double mostSeconds = Double.NaN;

        boolean told;

        Pulse(String topic, @Nullable Measure usual, Endpoint publisher, long heardNanos) {
            this.topic = topic;
            this.usual = usual;
            this.publisher = publisher;
            this.heardNanos = heardNanos;
        }

        double silentSeconds(long atNanos) {
            return (atNanos - heardNanos) / SECOND;
        }
    }
}
