package io.fieldwarden.agent.decode.ntp;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** Tells what one connection shows; an identity only when it differs from the last one told of that end. */
final class NtpFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private final String source;
    private List<Attribute> ofOriginator = List.of();
    private List<Attribute> ofResponder = List.of();

    /** @param source protocol that identities are said to come from */
    NtpFacts(Connection connection, ObservationSink observations, String source) {
        this.connection = connection;
        this.observations = observations;
        this.source = source;
    }

    void operation(Operation operation, Direction from, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    /** Tells who the end is that {@code from} names. */
    void identity(Direction from, List<Attribute> facts, long atNanos) {
        boolean originator = from == Direction.FROM_ORIGINATOR;
        if (facts.isEmpty() || facts.equals(originator ? ofOriginator : ofResponder)) {
            return;
        }
        if (originator) {
            ofOriginator = List.copyOf(facts);
        } else {
            ofResponder = List.copyOf(facts);
        }
        Endpoint end = connection.end(from);
        if (!end.address().isGroup()) {
            Asset asset = new Asset(end.address(), end.mac());
            observations.observe(new IdentitySeen(atNanos, connection, asset, source, facts));
        }
    }

    void anomaly(NtpAnomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }
}
