package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * Alerts on their way to the collector. Sending a batch twice stores it once: alerts are known by id and revision.
 *
 * @param id name the agent gives the batch, unique per agent
 * @param alerts in the order they were spooled, at most {@link #ALERTS_MAX}
 */
@Json
public record Batch(String id, List<Alert> alerts) {
    public static final int ALERTS_MAX = 256;
    /** Largest batch in bytes of JSON. */
    public static final int BYTES_MAX = 8 * 1024 * 1024;

    public Batch {
        alerts = List.copyOf(alerts);
        if (alerts.size() > ALERTS_MAX) {
            throw new IllegalArgumentException("batch of " + alerts.size() + " alerts, expected at most " + ALERTS_MAX);
        }
    }
}
