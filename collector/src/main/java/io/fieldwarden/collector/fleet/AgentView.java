package io.fieldwarden.collector.fleet;

import io.fieldwarden.agent.contract.Heartbeat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is, as far as the collector knows.
 *
 * @param name the name in its certificate
 * @param site where it stands
 * @param version version it last reported, empty if it was never heard
 * @param lastHeard collector's clock at its last heartbeat, null if never
 * @param enrolledAt when it was first given a certificate
 * @param certificateExpires when its newest certificate ends
 * @param revoked whether its certificates are revoked
 * @param heartbeat its last heartbeat: rooms, spool, troubles; null if never heard
 */
public record AgentView(
        String name,
        String site,
        String version,
        @Nullable Instant lastHeard,
        Instant enrolledAt,
        Instant certificateExpires,
        boolean revoked,
        @Nullable Heartbeat heartbeat) {}
