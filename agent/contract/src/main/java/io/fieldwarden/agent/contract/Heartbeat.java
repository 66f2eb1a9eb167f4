package io.fieldwarden.agent.contract;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;

/**
 * How the agent is. Sent at a steady pace, so that its absence means something.
 *
 * @param version the agent's version
 * @param sentAt the agent's clock
 * @param startedAt when the agent started, by its own clock
 * @param learning whether the baseline is still learning
 * @param rooms counters of every room, in flow order
 * @param spool what waits to be sent
 * @param troubles what is switched off or degraded and why, in words; empty when all is well
 */
@Json
public record Heartbeat(
        String version,
        Instant sentAt,
        Instant startedAt,
        boolean learning,
        List<RoomReport> rooms,
        SpoolReport spool,
        List<String> troubles) {
    public Heartbeat {
        rooms = List.copyOf(rooms);
        troubles = List.copyOf(troubles);
    }
}
