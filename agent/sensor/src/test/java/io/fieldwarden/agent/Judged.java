package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.detect.AgentIdentity;
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
        Map<String, Judged> alerts = new LinkedHashMap<>();
        ReplayCommand.judge(
                new AgentIdentity("replay", "quality"),
                lessons,
                captures,
                alert -> alerts.merge(
                        alert.id(),
                        new Judged(alert, List.of(alert.firstSeen(), alert.lastSeen())),
                        (before, now) -> new Judged(alert, joined(before.sightings, alert.lastSeen()))));
        return List.copyOf(alerts.values());
    }

    private static List<Instant> joined(List<Instant> before, Instant next) {
        List<Instant> all = new ArrayList<>(before);
        all.add(next);
        return List.copyOf(all);
    }
}
