package io.fieldwarden.agent.decode.http;

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
final class HttpFacts {
    private static final int ANOMALIES_MAX = 64;

    private final Connection connection;
    private final ObservationSink observations;
    private final HttpIdentities identities;
    private final HttpLimits limits;
    private int anomalies;

    HttpFacts(Connection connection, ObservationSink observations, HttpIdentities identities, HttpLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.identities = identities;
        this.limits = limits;
    }

    void operation(Direction client, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, client, operation, outcome));
    }

    /** Tells what software answers at an end, when that is news. */
    void server(Direction side, String software, long atNanos) {
        Endpoint end = connection.end(side);
        if (!software.isEmpty() && identities.isNew(end.address(), end.port(), software)) {
            Asset asset = new Asset(end.address(), end.mac());
            List<Attribute> facts = List.of(new Attribute("software", software));
            observations.observe(new IdentitySeen(atNanos, connection, asset, HttpDecoder.PROTOCOL, facts));
        }
    }

    void anomaly(HttpAnomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < ANOMALIES_MAX) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, cut(detail)));
        }
    }

    String cut(String text) {
        return text.substring(0, Math.min(text.length(), limits.textChars()));
    }
}
