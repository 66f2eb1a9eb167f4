package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.observation.Anomaly;
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
public final class CipFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private final CipLimits limits;
    /** What was told of a device, by its side and route. */
    private final Map<String, Map<String, String>> told = new HashMap<>();

    private int anomalies;

    public CipFacts(Connection connection, ObservationSink observations, CipLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
    }

    CipLimits limits() {
        return limits;
    }

    /** A message begins: its anomalies are counted anew. */
    public void message() {
        anomalies = 0;
    }

    /** Whether the message had no anomaly so far. */
    public boolean isClean() {
        return anomalies == 0;
    }

    public void operation(Direction from, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    /** Tells values; nothing if there are none. */
    public void values(ValueSeen.Way way, Points points, Values values, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, way, points, values));
    }

    /** Tells who a side, or a device behind it, is; only what is new; its status, which comes and goes, is not. */
    public void identity(Direction device, String route, List<Attribute> facts, long atNanos) {
        String key = device + " " + route;
        Map<String, String> known = told.get(key);
        if (known == null) {
            if (told.size() >= limits.identities()) {
                told.clear();
            }
            known = new HashMap<>();
            told.put(key, known);
        }
        boolean news = false;
        for (Attribute fact : facts) {
            boolean lasting = !fact.name().equals("status") && !fact.name().equals("state");
            news |= !fact.value().equals(known.put(fact.name(), fact.value())) && lasting;
        }
        if (news) {
            Endpoint end = connection.end(device);
            Asset asset = new Asset(end.address(), end.mac());
            observations.observe(new IdentitySeen(atNanos, connection, asset, "enip", facts));
        }
    }

    /** Tells an anomaly, unless the message had too many. */
    public void anomaly(Anomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < limits.anomalies()) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }
}
