package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;

/** Tells what one connection shows. */
final class Iec104Facts {
    private final Connection connection;
    private final ObservationSink observations;
    private Direction controlling;

    Iec104Facts(Connection connection, ObservationSink observations) {
        this.connection = connection;
        this.observations = observations;
        boolean reversed = connection.originator().port() == Iec104Decoder.PORT
                && connection.responder().port() != Iec104Decoder.PORT;
        controlling = reversed ? Direction.FROM_RESPONDER : Direction.FROM_ORIGINATOR;
    }

    /** The side of the controlling station: it opens the connection and starts the data transfer (clause 5.3). */
    Direction controlling() {
        return controlling;
    }

    /** Says which side has shown itself to be the controlling station. */
    void controlling(Direction side) {
        controlling = side;
    }

    void operation(Direction from, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void values(ValueSeen.Way way, Points points, Values values, ValueSeen.Quality quality, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, way, points, values, quality, ""));
    }

    void anomaly(Iec104Anomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }
}
