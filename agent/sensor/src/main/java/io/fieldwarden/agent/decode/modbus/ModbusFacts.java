package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.Window;
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
final class ModbusFacts {
    private final Connection connection;
    private final ObservationSink observations;
    private Direction client = Direction.FROM_ORIGINATOR;

    ModbusFacts(Connection connection, ObservationSink observations) {
        this.connection = connection;
        this.observations = observations;
    }

    /** Names the side that asks. */
    void client(Direction side) {
        client = side;
    }

    Direction client() {
        return client;
    }

    void operation(Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, client, operation, outcome));
    }

    void read(Points points, Values values, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, ValueSeen.Way.READ, points, values));
    }

    void written(Points points, Values values, long atNanos) {
        observations.observe(new ValueSeen(atNanos, connection, ValueSeen.Way.WRITTEN, points, values));
    }

    /** Tells who the answering side is. */
    void identity(List<Attribute> facts, long atNanos) {
        Endpoint server = connection.end(client.opposite());
        Asset asset = new Asset(server.address(), server.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, ModbusDecoder.PROTOCOL, facts));
    }

    void anomaly(ModbusAnomaly anomaly, String detail, long atNanos) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }

    /** Registers from {@code at}. */
    static Values.Words words(Window bytes, int at, int count) {
        short[] words = new short[count];
        for (int index = 0; index < count; index++) {
            words[index] = (short) bytes.u16(at + 2 * index);
        }
        return new Values.Words(words);
    }

    /** Coils or inputs from {@code at}, the first in the lowest bit (clause 6.1). */
    static Values.Bits bits(Window bytes, int at, int count) {
        byte[] packed = new byte[(count + 7) >> 3];
        bytes.copy(at, packed, 0, packed.length);
        return new Values.Bits(packed, count);
    }
}
