package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** Tells what one connection shows. */
final class DhcpFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private final String source;

    /** @param source protocol that identities are said to come from */
    DhcpFacts(Connection connection, ObservationSink observations, String source) {
        this.connection = connection;
        this.observations = observations;
        this.source = source;
    }

    void operation(Operation operation, Direction from, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void identity(Asset asset, List<Attribute> facts, long atNanos) {
        observations.observe(new IdentitySeen(atNanos, connection, asset, source, facts));
    }

    void anomaly(DhcpAnomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }
}
