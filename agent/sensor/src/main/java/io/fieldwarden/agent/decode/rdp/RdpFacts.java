package io.fieldwarden.agent.decode.rdp;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
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
import java.util.Map;

/** Tells what one connection shows. */
final class RdpFacts {
    private static final int ANOMALIES_MAX = 16;

    private final Connection connection;
    private final ObservationSink observations;
    /** What was told of whom; shared by all connections of the thread, bounded by the decoder. */
    private final Map<Address, String> identities;

    private int anomalies;

    RdpFacts(Connection connection, ObservationSink observations, Map<Address, String> identities) {
        this.connection = connection;
        this.observations = observations;
        this.identities = identities;
    }

    void operation(Direction client, String name, Access access, List<Attribute> attributes, Ending ending) {
        Operation operation = new Operation(RdpDecoder.PROTOCOL, -1, name, access, "", null, attributes);
        observations.observe(new OperationSeen(ending.atNanos(), connection, client, operation, ending.outcome()));
    }

    /** How an operation ended, and when it began. */
    record Ending(Outcome outcome, long atNanos) {}

    /** Tells a fact about an end, when it is news. */
    void identity(Direction side, String fact, String value, long atNanos) {
        Endpoint end = connection.end(side);
        if (!value.isEmpty() && !value.equals(identities.put(end.address(), value))) {
            Asset asset = new Asset(end.address(), end.mac());
            List<Attribute> facts = List.of(new Attribute(fact, value));
            observations.observe(new IdentitySeen(atNanos, connection, asset, RdpDecoder.PROTOCOL, facts));
        }
    }

    void anomaly(RdpAnomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < ANOMALIES_MAX) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }
}
