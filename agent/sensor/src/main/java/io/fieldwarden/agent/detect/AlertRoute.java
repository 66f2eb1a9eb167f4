package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.telemetry.RoomMeter;

/**
 * Where alerts get their packets from and go to.
 *
 * @param identity who raises them
 * @param evidence where the packets around a sighting come from
 * @param sink where alerts go
 * @param meter counts observations in, alerts and revisions out, situations evicted, detectors failed
 */
public record AlertRoute(AgentIdentity identity, EvidenceSource evidence, AlertSink sink, RoomMeter meter) {}
