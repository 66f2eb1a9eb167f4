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
import org.jspecify.annotations.Nullable;

/** Tells what one connection shows. */
final class Dnp3Facts {
    private final Connection connection;
    private final ObservationSink observations;
    private final Names names;
    private final int anomaliesMax;
    private int anomalies;

    Dnp3Facts(Connection connection, ObservationSink observations, Names names, Dnp3Limits limits) {
        this.connection = connection;
        this.observations = observations;
        this.names = names;
        anomaliesMax = limits.anomalies();
    }

    /** Begins a segment or datagram. */
    void begin() {
        anomalies = 0;
    }

    Names names() {
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

    /** What points and outstations are called, kept for all connections of a lane; bounded, the newest takes the place of another. */
    static final class Names {
        private final long[] keys;
        private final @Nullable String[] spaces;
        private final @Nullable String[] scopes = new String[256];
        private final int[] scoped = new int[scopes.length];

        /** @param slots a power of two */
        Names(int slots) {
            keys = new long[slots];
            spaces = new String[slots];
        }

        /** For instance {@code 1024/binary-input}. */
        String space(int outstation, int group, int variation) {
            boolean delta = Dnp3Objects.isDelta(group, variation);
            long key = ((long) outstation << 9) | (delta ? 256 : 0) | group | (1L << 40);
            int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 40) & (keys.length - 1);
            String known = spaces[slot];
            if (known == null || keys[slot] != key) {
                known = outstation + "/" + Dnp3Objects.points(group) + (delta ? "-delta" : "");
                keys[slot] = key;
                spaces[slot] = known;
            }
            return known;
        }

        /** For instance {@code outstation 1024}. */
        String scope(int outstation) {
            int slot = outstation & (scopes.length - 1);
            String known = scopes[slot];
            if (known == null || scoped[slot] != outstation) {
                known = "outstation " + outstation;
                scopes[slot] = known;
                scoped[slot] = outstation;
            }
            return known;
        }
    }
}
