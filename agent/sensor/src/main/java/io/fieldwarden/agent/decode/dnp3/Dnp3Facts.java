package io.fieldwarden.agent.decode.dnp3;

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
final class Dnp3Facts {
    private final Connection connection;
    private final ObservationSink observations;
    private final Dnp3Names names;
    private final int anomaliesMax;
    private int anomalies;

    Dnp3Facts(Connection connection, ObservationSink observations, Dnp3Names names, Dnp3Limits limits) {
        this.connection = connection;
        this.observations = observations;
        this.names = names;
        anomaliesMax = limits.anomalies();
    }

    /** Begins a segment or datagram. */
    void begin() {
        anomalies = 0;
    }

    Dnp3Names names() {
        return names;
    }

    void operation(Operation operation, Outcome outcome, Direction from, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void values(ValueSeen.Way way, Points points, Values values, ValueSeen.Quality quality, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, way, points, values, quality, ""));
    }

    /** Tells who the side {@code from} is. */
    void identity(Direction from, List<Attribute> facts, long atNanos) {
        Endpoint outstation = connection.end(from);
        Asset asset = new Asset(outstation.address(), outstation.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, Dnp3Decoder.PROTOCOL, facts));
    }

    void anomaly(Dnp3Anomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < anomaliesMax) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }
}
