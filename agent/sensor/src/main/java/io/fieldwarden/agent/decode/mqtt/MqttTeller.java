package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.mqtt.MqttInFlight.Request;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connack;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connect;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Suback;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Subscribe;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Subscription;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Unsuback;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Unsubscribe;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what a connection did into observations. */
final class MqttTeller {
    private final Connection connection;
    private final ObservationSink observations;

    MqttTeller(Connection connection, ObservationSink observations) {
        this.connection = connection;
        this.observations = observations;
    }

    void tell(long atNanos, Direction from, Operation operation, Outcome outcome) {
        observations.observe(new OperationSeen(atNanos, connection, from, operation, outcome));
    }

    void anomaly(long atNanos, MqttAnomaly anomaly, String detail) {
        observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
    }

    /** What a reason code makes of a request. */
    static Outcome outcome(MqttPacketType answer, int reason) {
        boolean refused = answer == MqttPacketType.CONNACK ? reason != 0 : reason >= MqttReason.FAILURE;
        if (refused) {
            return Outcome.refused(reason, MqttReason.name(answer, reason));
        }
        return reason == 0
                ? Outcome.SUCCEEDED
                : new Outcome(Outcome.Kind.SUCCEEDED, reason, MqttReason.name(answer, reason));
    }

    /** Tells a CONNECT with its CONNACK; one of them may be missing. */
    void connected(long atNanos, Direction from, @Nullable Connect request, @Nullable Connack answer) {
        Outcome outcome = answer == null ? Outcome.UNANSWERED : outcome(MqttPacketType.CONNACK, answer.reason());
        if (request == null && outcome.kind() == Outcome.Kind.SUCCEEDED) {
            outcome = Outcome.ONE_WAY;
        }
        tell(atNanos, from, MqttOperations.connect(request, answer), outcome);
    }

    /** Tells which client is behind an address. */
    void identity(long atNanos, Direction from, String clientId, MqttVersion version) {
        if (clientId.isEmpty()) {
            return;
        }
        Endpoint endpoint = connection.end(from);
        observations.observe(new IdentitySeen(
                atNanos,
                connection,
                new Asset(endpoint.address(), endpoint.mac()),
                MqttDecoder.PROTOCOL,
                List.of(new Attribute("name", clientId), new Attribute("protocol_version", version.number()))));
    }

    /**
     * Tells each filter of a SUBSCRIBE or UNSUBSCRIBE with its answer.
     *
     * @return whether there was one code per filter
     */
    boolean answered(Request request, MqttPacket answer, boolean five, String clientId) {
        int[] reasons = switch (answer) {
            case Suback suback -> suback.reasons();
            case Unsuback unsuback -> unsuback.reasons();
            default -> new int[0];
        };
        boolean coded = five || answer instanceof Suback;
        List<Operation> operations = operations(request, coded ? reasons : new int[0], five, clientId);
        for (int index = 0; index < operations.size(); index++) {
            tellFilter(request, operations.get(index), answer.type(), coded ? index : -1, reasons);
        }
        return !coded || operations.size() == reasons.length;
    }

    private void tellFilter(Request request, Operation operation, MqttPacketType type, int index, int[] reasons) {
        if (request.told) {
            return;
        }
        Outcome outcome;
        if (index < 0) {
            outcome = Outcome.SUCCEEDED; // UNSUBACK has no codes before version 5
        } else if (index >= reasons.length) {
            outcome = Outcome.UNANSWERED;
        } else {
            outcome = reasons[index] >= MqttReason.FAILURE ? outcome(type, reasons[index]) : Outcome.SUCCEEDED;
        }
        tell(request.atNanos, request.from, operation, outcome);
    }

    /** Tells a request whose answer did not come. */
    void unanswered(Request request, boolean five, String clientId) {
        for (Operation operation : operations(request, new int[0], five, clientId)) {
            tell(request.atNanos, request.from, operation, Outcome.UNANSWERED);
        }
    }

    private static List<Operation> operations(Request request, int[] reasons, boolean five, String clientId) {
        List<Operation> operations = new ArrayList<>(2);
        switch (request.packet) {
            case Subscribe subscribe -> {
                for (Subscription filter : subscribe.subscriptions()) {
                    int granted = operations.size() < reasons.length ? reasons[operations.size()] : -1;
                    operations.add(MqttOperations.subscribe(subscribe, filter, five, granted, clientId));
                }
            }
            case Unsubscribe unsubscribe -> {
                for (String filter : unsubscribe.filters()) {
                    operations.add(MqttOperations.unsubscribe(unsubscribe, filter, clientId));
                }
            }
            default -> {
                if (request.operation != null) {
                    operations.add(request.operation);
                }
            }
        }
        return operations;
    }
}
