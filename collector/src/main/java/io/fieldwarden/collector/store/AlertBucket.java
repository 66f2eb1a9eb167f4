package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Severity;
import java.time.Instant;
import java.util.Map;

/**
 * Alerts first seen within a span of time.
 *
 * @param from its begin; it ends where the next begins
 * @param alerts how many of each severity; a severity without alerts is absent
 */
public record AlertBucket(Instant from, Map<Severity, Long> alerts) {
    public AlertBucket {
        alerts = Map.copyOf(alerts);
    }
}
