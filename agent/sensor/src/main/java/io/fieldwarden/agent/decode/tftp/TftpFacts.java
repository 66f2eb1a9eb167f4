package io.fieldwarden.agent.decode.tftp;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;

/** Tells what one connection shows. */
final class TftpFacts {
    private final Connection connection;
    private final ObservationSink observations;

    TftpFacts(Connection connection, ObservationSink observations) {
        this.connection = connection;
        this.observations = observations;
    }

    void operation(Operation operation, Direction from, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void anomaly(TftpAnomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }
}
