package io.fieldwarden.agent.decode.mqtt;

import static io.fieldwarden.agent.observation.Direction.FROM_ORIGINATOR;
import static io.fieldwarden.agent.observation.Direction.FROM_RESPONDER;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.json.JsonDecoder;
import io.fieldwarden.agent.decode.text.TextDecoder;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A client and a broker whose bytes are shown to a session as the TCP layer would show them. */
final class Conversation {
    static final long SECOND = 1_000_000_000L;

    final List<Observation> seen = new ArrayList<>();
    final Connection connection;
    final ProtocolSession session;
    long nowNanos = 1_000 * SECOND;
    boolean retired;
    private final Map<Direction, byte[]> held = new EnumMap<>(Direction.class);
    private final Window window = new Window();

    Conversation() {
        this(false, MqttLimits.DEFAULT);
    }

    Conversation(boolean midstream, MqttLimits limits) {
        connection = connection(midstream, 1883);
        session = new MqttDecoder(limits)
                .open(connection, new DecodeContext(seen::add, List.of(new JsonDecoder(), new TextDecoder())));
    }

    static Connection connection(boolean midstream, int brokerPort) {
        return new Connection(
                1,
                Transport.TCP,
                new Connection.Ends(
                        new Endpoint(Address.ipv4(0x0A00_0002), 50_000, 2),
                        new Endpoint(Address.ipv4(0x0A00_0001), brokerPort, 1)),
                0,
                new Connection.Opening(0, midstream));
    }

    Conversation client(byte[]... packets) {
        return bytes(FROM_ORIGINATOR, PacketBytes.join(packets));
    }

    Conversation broker(byte[]... packets) {
        return bytes(FROM_RESPONDER, PacketBytes.join(packets));
    }

    Conversation bytes(Direction from, byte[] more) {
        byte[] before = held.getOrDefault(from, new byte[0]);
        byte[] all = PacketBytes.join(before, more);
        while (all.length > 0 && !retired) {
            int verdict = session.decode(from, window.over(all), nowNanos);
            if (verdict == Verdict.MALFORMED) {
                retired = true;
            } else if (verdict <= 0) {
                if (verdict == 0) {
                    throw new AssertionError("neither consumed nor need");
                }
                break;
            } else {
                all = Arrays.copyOfRange(all, verdict, all.length);
            }
        }
        held.put(from, all);
        return this;
    }

    /** Loses bytes as the TCP layer does: what was held goes too. */
    Conversation gap(Direction from, long missing) {
        held.remove(from);
        session.gap(from, missing, nowNanos);
        return this;
    }

    Conversation after(long seconds) {
        nowNanos += seconds * SECOND;
        session.timePassed(nowNanos);
        return this;
    }

    Conversation close() {
        session.close(nowNanos);
        return this;
    }

    List<OperationSeen> operations() {
        return seen.stream()
                .filter(OperationSeen.class::isInstance)
                .map(OperationSeen.class::cast)
                .toList();
    }

    List<OperationSeen> operations(String name) {
        return operations().stream()
                .filter(seen -> seen.operation().name().equals(name))
                .toList();
    }

    List<String> anomalies() {
        return seen.stream()
                .filter(AnomalySeen.class::isInstance)
                .map(seen -> ((AnomalySeen) seen).anomaly().code())
                .toList();
    }

    List<String> values() {
        return seen.stream()
                .filter(ValueSeen.class::isInstance)
                .map(ValueSeen.class::cast)
                .map(value -> value.points() + "=" + value.values().text(0))
                .toList();
    }
}
