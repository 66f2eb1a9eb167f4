package io.fieldwarden.agent.decode.smb;

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

/** Tells what one connection shows. */
final class SmbFacts {
    private static final int ANOMALIES_MAX = 64;

    private final Connection connection;
    private final ObservationSink observations;
    private final SmbIdentities identities;
    private final SmbLimits limits;
    private int anomalies;

    SmbFacts(Connection connection, ObservationSink observations, SmbIdentities identities, SmbLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.identities = identities;
        this.limits = limits;
    }

    void operation(Direction client, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, client, operation, outcome));
    }

    /** Tells who an end is, when that is news. */
    void identity(Direction side, List<Attribute> facts, long atNanos) {
        Endpoint end = connection.end(side);
        if (!facts.isEmpty() && identities.isNew(end.address(), facts)) {
            Asset asset = new Asset(end.address(), end.mac());
            observations.observe(new IdentitySeen(atNanos, connection, asset, SmbDecoder.PROTOCOL, facts));
        }
    }

    void anomaly(SmbAnomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < ANOMALIES_MAX) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }

    SmbLimits limits() {
        return limits;
    }

    String cut(String text) {
        return text.substring(0, Math.min(text.length(), limits.textChars()));
    }
}
