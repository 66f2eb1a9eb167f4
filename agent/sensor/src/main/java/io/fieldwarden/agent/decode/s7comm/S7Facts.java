package io.fieldwarden.agent.decode.s7comm;

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
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what one connection shows. */
final class S7Facts {
    private static final int ANOMALIES_PER_MESSAGE = 4;

    final Connection connection;
    final S7Limits limits;
    private final ObservationSink observations;
    private final Map<String, String> known = HashMap.newHashMap(8);
    private int anomalies;
    private int values;

    S7Facts(Connection connection, ObservationSink observations, S7Limits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
    }

    /** Place of a side in an array of two. */
    static int index(Direction side) {
        return side == Direction.FROM_ORIGINATOR ? 0 : 1;
    }

    /** A new message begins: what may be told of one counts anew. */
    void begin() {
        anomalies = 0;
        values = 0;
    }

    void operation(Direction from, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void values(ValueSeen.Way way, Points points, Values seen, long atNanos) {
        if (values++ < limits.valuesMax()) {
            observations.observe(new ValueSeen(atNanos, connection, way, points, seen));
        }
    }

    /** Tells of {@code side} what is new. */
    void identity(Direction side, List<Attribute> facts, String source, long atNanos) {
        boolean news = false;
        for (Attribute fact : facts) {
            if (known.size() >= limits.identitiesMax()) {
                known.clear();
            }
            news |= !fact.value().equals(known.put(side + fact.name(), fact.value()));
        }
        if (news) {
            Endpoint end = connection.end(side);
            Asset asset = new Asset(end.address(), end.mac());
            observations.observe(new IdentitySeen(atNanos, connection, asset, source, facts));
        }
    }

    void anomaly(S7Anomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < ANOMALIES_PER_MESSAGE) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }
}
