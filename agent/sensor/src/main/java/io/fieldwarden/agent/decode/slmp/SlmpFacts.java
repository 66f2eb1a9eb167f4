package io.fieldwarden.agent.decode.slmp;

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
final class SlmpFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private final int identitiesMax;
    private final Map<String, List<Attribute>> told = new HashMap<>();

    SlmpFacts(Connection connection, ObservationSink observations, int identitiesMax) {
        this.connection = connection;
        this.observations = observations;
        this.identitiesMax = identitiesMax;
    }

    void operation(Operation operation, Direction from, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void value(ValueSeen.Way way, Points points, Values values, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, way, points, values));
    }

    /** A value with its quality and unit. */
    void stated(ValueSeen.Way way, Points points, Values values, Stated as, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, way, points, values, as.quality(), as.unit()));
    }

    /** What the protocol says about a value. */
    record Stated(ValueSeen.Quality quality, String unit) {}

    /** Tells who a side is, if that is new; {@code scope} parts the devices that answer there, empty for the side itself. */
    void identity(Direction side, String scope, List<Attribute> facts, long atNanos) {
        String key = side + scope + (facts.isEmpty() ? "" : facts.getFirst().name());
        if (facts.isEmpty() || facts.equals(told.get(key))) {
            return;
        }
        if (told.size() >= identitiesMax) {
            told.clear();
        }
        told.put(key, List.copyOf(facts));
        Endpoint end = connection.end(side);
        Asset asset = new Asset(end.address(), end.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, SlmpDecoder.PROTOCOL, facts));
    }

    void anomaly(SlmpAnomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }
}
