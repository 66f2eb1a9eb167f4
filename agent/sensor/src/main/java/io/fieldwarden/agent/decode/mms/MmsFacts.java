package io.fieldwarden.agent.decode.mms;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells what one connection shows. */
final class MmsFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private final MmsLimits limits;
    /** The last of each fact of either side; its names are few and our own. */
    private final Map<String, String> told = new HashMap<>();

    private int anomaliesLeft;

    MmsFacts(Connection connection, ObservationSink observations, MmsLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.limits = limits;
    }

    /** A new message: as many anomalies as the limit allows again. */
    void begin() {
        anomaliesLeft = limits.anomalies();
    }

    void operation(Direction from, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void values(ValueSeen.Way way, List<MmsData.Leaf> leaves, long atNanos) {
        for (MmsData.Leaf leaf : leaves) {
            Points points = Points.named(leaf.point());
            observations.observe(new ValueSeen(atNanos, connection, way, points, leaf.value(), leaf.quality(), ""));
        }
    }

    /** Tells who {@code side} is, if any of it is new. */
    void identity(Direction side, List<Attribute> facts, long atNanos) {
        boolean news = false;
        for (Attribute fact : facts) {
            news |= !fact.value()
                    .equals(told.put((side == Direction.FROM_ORIGINATOR ? 0 : 1) + fact.name(), fact.value()));
        }
        if (news) {
            Endpoint end = connection.end(side);
            Asset asset = new Asset(end.address(), end.mac());
            observations.observe(new IdentitySeen(atNanos, connection, asset, MmsDecoder.PROTOCOL, facts));
        }
    }

    void anomaly(MmsAnomaly anomaly, String detail, long atNanos) {
        if (anomaliesLeft-- > 0) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }
}
