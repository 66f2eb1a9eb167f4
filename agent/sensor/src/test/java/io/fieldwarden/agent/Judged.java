package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.detect.AgentIdentity;
import io.fieldwarden.agent.detect.AlertSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert of a capture, as {@code fieldwarden replay} raises it: shipped defaults, nothing tuned.
 *
 * @param alert its last revision
 * @param sightings when it was seen, as far as its revisions tell
 */
public record Judged(Alert alert, List<Instant> sightings) {
    /** Learns from {@code lessons}, judges {@code captures}; the alerts in the order they were first raised. */
    public static List<Judged> judge(List<Path> lessons, List<Path> captures) throws IOException {
        Collected alerts = new Collected();
        ReplayCommand.judge(new AgentIdentity("replay", "quality"), lessons, captures, alerts);
        return alerts.all();
    }

    /** Keeps the last revision of each alert, and when it was seen. */
    public static final class Collected implements AlertSink {
        private final Map<String, Judged> alerts = new LinkedHashMap<>();

        @Override
        public void alert(Alert alert) {
            Judged before = alerts.get(alert.id());
            List<Instant> sightings = new ArrayList<>(before == null ? List.of(alert.firstSeen()) : before.sightings);
            sightings.add(alert.lastSeen());
            alerts.put(alert.id(), new Judged(alert, List.copyOf(sightings)));
        }

        /** In the order they were first raised. */
        public List<Judged> all() {
            return List.copyOf(alerts.values());
        }
    }
}
