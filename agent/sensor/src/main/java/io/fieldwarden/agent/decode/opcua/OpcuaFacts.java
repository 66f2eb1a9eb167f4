package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.opcua.encoding.OpcuaDatum;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaStatus;
import io.fieldwarden.agent.decode.opcua.encoding.OpcuaTexts;
import io.fieldwarden.agent.observation.Access;
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
import java.util.List;

/** Tells what one connection shows. */
final class OpcuaFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private final OpcuaLimits limits;
    private int anomalies;
    private int values;

    OpcuaFacts(Connection connection, ObservationSink observations, OpcuaLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
    }

    /** A new message begins: it may have anomalies of its own. */
    void begin() {
        anomalies = 0;
        values = 0;
    }

    void operation(Operation operation, Direction from, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    /** An operation that is no service, for instance a hello. */
    static Operation operation(String name, Access access, List<Attribute> attributes) {
        return new Operation(OpcuaDecoder.PROTOCOL, -1, name, access, "", null, attributes);
    }

    /** Tells a value if there is one. */
    void value(ValueSeen.Way way, Points point, OpcuaDatum.Sample sample, String unit, long atNanos) {
        OpcuaDatum value = sample.value();
        boolean none = value.equals(OpcuaTexts.NOTHING) && sample.status() != OpcuaStatus.GOOD;
        if (none
                || values >= limits.values()
                || (value instanceof OpcuaDatum.Many many && many.items().isEmpty())) {
            return;
        }
        values++;
        Values told = value.values(limits.arrayValues());
        Points points = value instanceof OpcuaDatum.Many ? new Points(point.space(), 0, told.size()) : point;
        observations.observe(
                new ValueSeen(atNanos, connection, way, points, told, OpcuaStatus.quality(sample.status()), unit));
    }

    Asset asset(Direction side) {
        Endpoint end = connection.end(side);
        return new Asset(end.address(), end.mac());
    }

    void identity(Direction side, List<Attribute> facts, long atNanos) {
        observations.observe(new IdentitySeen(atNanos, connection, asset(side), OpcuaDecoder.PROTOCOL, facts));
    }

    void anomaly(OpcuaAnomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < limits.anomalies()) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }
}
