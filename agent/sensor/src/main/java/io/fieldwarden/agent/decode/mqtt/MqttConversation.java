package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.mqtt.MqttInFlight.Request;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Ack;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Auth;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connack;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connect;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Disconnect;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Ping;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Suback;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Subscribe;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Unsuback;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Unsubscribe;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import org.jspecify.annotations.Nullable;

/** What the packets of one connection mean together: requests find their answers, and rules between packets are checked. */
final class MqttConversation implements MqttReader.Findings {
    /** Packets that must agree before a version is believed that CONNECT did not state. */
    private static final int VOTES = 2;

    private final MqttLimits limits;
    private final MqttTeller teller;
    private final MqttPublishTeller publishes;
    private final MqttInFlight inFlight;
    private final boolean midstream;

    private MqttVersion version = MqttVersion.UNKNOWN;
    private MqttVersion guess = MqttVersion.UNKNOWN;
    private int votes;
    private Direction client = Direction.FROM_ORIGINATOR;
    private boolean clientCertain;
    private boolean gapped;
    private boolean begun;
    private boolean resumed;
    private boolean crowded;
    private @Nullable Direction gone;

    private Direction from = Direction.FROM_ORIGINATOR;
    private long atNanos;
    private @Nullable Connect connect;
    private long connectNanos;
    private boolean connectSeen;
    private boolean connackSeen;
    private String clientId = "";
    private int pings;
    private long pingNanos;

    MqttConversation(Connection connection, DecodeContext context, MqttDecoder.Lane lane) {
        this.limits = lane.limits();
        this.teller = new MqttTeller(connection, context.observations());
        this.publishes = new MqttPublishTeller(connection, context, lane);
        this.inFlight = new MqttInFlight(limits.inFlightMax());
        this.midstream = connection.midstream();
        this.clientCertain = !midstream; // brokers do not open connections
    }

    /** Says whose packets follow, and when they came. */
    void now(Direction newFrom, long newNanos) {
        from = newFrom;
        atNanos = newNanos;
    }

    @Override
    public void found(MqttAnomaly anomaly, String detail) {
        teller.anomaly(atNanos, anomaly, detail);
    }

    MqttVersion version() {
        return version;
    }

    /** The version to read packets with: as stated, or as it looks so far. */
    MqttVersion assumedVersion() {
        return version == MqttVersion.UNKNOWN ? guess : version;
    }

    /** Takes what one packet shows of the version of a connection whose CONNECT was not seen. */
    void inferred(MqttVersion shown, boolean ofPublish) {
        if (shown == MqttVersion.UNKNOWN) {
            return;
        }
        votes = shown == guess ? votes + 1 : 1;
        guess = shown;
        // a payload can look like properties by chance, but no PUBLISH of version 5 looks like an earlier one
        boolean sure = !ofPublish || shown != MqttVersion.V5;
        if (sure || votes >= VOTES) {
            version = shown;
        }
    }

    /** Checks what can be said of any packet, read or not. */
    void arrived(Direction sender, MqttPacketType type) {
        if (!begun && type != MqttPacketType.CONNECT && !midstream && !gapped && sender == client) {
            found(MqttAnomaly.MISSING_CONNECT, "first packet of the client is " + type.label());
        }
        begun |= sender == client;
        if (gone == sender) {
            found(MqttAnomaly.PACKET_AFTER_DISCONNECT, type.label() + " after disconnect");
        }
        if (type.sender() == MqttPacketType.Sender.EITHER) {
            return;
        }
        Direction shownClient = type.sender() == MqttPacketType.Sender.CLIENT ? sender : sender.opposite();
        if (!clientCertain) {
            client = shownClient;
            clientCertain = true;
        } else if (shownClient != client) {
            found(MqttAnomaly.WRONG_SIDE, type.label() + " from the " + (sender == client ? "client" : "broker"));
        }
    }

    /** Takes one packet; {@code in} still holds its bytes. */
    void packet(Direction sender, MqttPacket packet, MqttReader in) {
        switch (packet) {
            case Connect request -> connect(request);
            case Connack answer -> connack(answer);
            case Publish publish -> publish(sender, publish, in, true);
            case Ack ack -> ack(sender, ack);
            case Subscribe request -> request(request.packetId(), request, null, MqttPacketType.SUBACK);
            case Suback answer -> answer(sender, answer.packetId(), answer);
            case Unsubscribe request -> request(request.packetId(), request, null, MqttPacketType.UNSUBACK);
            case Unsuback answer -> answer(sender, answer.packetId(), answer);
            case Ping ping -> ping(ping);
            case Disconnect disconnect -> {
                gone = sender;
                teller.tell(
                        atNanos,
                        sender,
                        MqttOperations.disconnect(disconnect, sender == client, clientId),
                        Outcome.ONE_WAY);
            }
            case Auth auth ->
                teller.tell(atNanos, sender, MqttOperations.auth(auth, sender == client, clientId), Outcome.ONE_WAY);
        }
    }

    /** Takes a PUBLISH whose payload is not there. */
    void longPublish(Direction sender, Publish publish, MqttReader in) {
        publish(sender, publish, in, false);
    }

    private void connect(Connect request) {
        if (connectSeen) {
            found(
                    MqttAnomaly.DOUBLE_CONNECT,
                    "connect of client \"" + request.clientId() + "\" in a connection that has one");
            unansweredConnect();
        }
        publishes.restart();
        connect = request;
        connectNanos = atNanos;
        connectSeen = true;
        connackSeen = false;
        gone = null;
        clientId = request.clientId();
        MqttVersion stated = MqttVersion.ofLevel(request.level());
        version = stated == MqttVersion.UNKNOWN ? MqttVersion.V3_1_1 : stated;
        if (stated == MqttVersion.V5) {
            publishes.allowAliases(from.opposite(), request.properties().number(MqttProperty.TOPIC_ALIAS_MAXIMUM, 0));
        }
    }

    private void connack(Connack answer) {
        if (connackSeen) {
            found(
                    MqttAnomaly.DOUBLE_CONNACK,
                    "second connack, " + MqttReason.name(MqttPacketType.CONNACK, answer.reason()));
        } else if (!connectSeen && !midstream && !gapped) {
            found(MqttAnomaly.CONNACK_WITHOUT_CONNECT, "connack although nobody asked");
        }
        connackSeen = true;
        resumed = answer.sessionPresent();
        String assigned = answer.properties().text(MqttProperty.ASSIGNED_CLIENT_IDENTIFIER);
        if (clientId.isEmpty() && !assigned.isEmpty()) {
            clientId = assigned;
        }
        if (version == MqttVersion.V5) {
            publishes.allowAliases(from.opposite(), answer.properties().number(MqttProperty.TOPIC_ALIAS_MAXIMUM, 0));
        }
        Connect asked = connect;
        connect = null;
        teller.connected(asked == null ? atNanos : connectNanos, from.opposite(), asked, answer);
        if (asked != null && answer.reason() == 0) {
            teller.identity(atNanos, from.opposite(), clientId, version);
        }
    }

    private void publish(Direction sender, Publish publish, MqttReader in, boolean whole) {
        MqttTopics.Topic topic = publishes.topic(publish, sender, in, clientId);
        if (topic == null) {
            topic = new MqttTopics.Topic(
                    "", clientId); // told as an operation on no topic, so that its flow can be followed
        }
        Request before = publish.qos() == 0 ? null : inFlight.find(sender, publish.packetId());
        boolean repeated = publish.dup() && before != null && before.packet instanceof Publish;
        if (whole && !repeated && !topic.name().isEmpty()) {
            publishes.sentBy(sender, sender == client);
            int omitted = publishes.values(publish, topic, in.bytes(), atNanos);
            if (omitted > 0) {
                found(
                        MqttAnomaly.LIMIT_REACHED,
                        omitted + " values of " + topic.name() + " beyond the limits are not told");
            }
        }
        if (repeated) {
            return;
        }
        Operation operation = publishes.operation(publish, topic, sender == client, clientId);
        if (publish.qos() == 0) {
            teller.tell(atNanos, sender, operation, Outcome.ONE_WAY);
        } else {
            request(
                    publish.packetId(),
                    publish,
                    operation,
                    publish.qos() == 1 ? MqttPacketType.PUBACK : MqttPacketType.PUBREC);
        }
    }

    private void request(int packetId, MqttPacket packet, @Nullable Operation operation, MqttPacketType awaited) {
        Request former = inFlight.find(from, packetId);
        if (former != null && former.underWay()) {
            found(MqttAnomaly.PACKET_ID_IN_USE, "packet identifier " + packetId + " is unanswered and taken again");
            tellUnanswered(former);
        }
        Request oldest = inFlight.put(packetId, new Request(from, atNanos, packet, operation, awaited));
        if (oldest != null && !oldest.told) {
            tellUnanswered(oldest);
            if (!crowded) {
                crowded = true;
                found(MqttAnomaly.LIMIT_REACHED, "more than " + limits.inFlightMax() + " requests without an answer");
            }
        }
    }

    /** An answer by the packet identifier of the other side, and PUBREL, which goes on with one's own. */
    private void ack(Direction sender, Ack ack) {
        Direction asker = ack.type() == MqttPacketType.PUBREL ? sender : sender.opposite();
        Request request = inFlight.find(asker, ack.packetId());
        if (request == null || request.awaited != ack.type()) {
            unintroduced(ack.type(), ack.packetId(), request);
            return;
        }
        boolean refused = ack.reason() >= MqttReason.FAILURE;
        if (!request.told && request.operation != null) {
            request.told = true;
            teller.tell(request.atNanos, request.from, request.operation, MqttTeller.outcome(ack.type(), ack.reason()));
        }
        switch (ack.type()) {
            case PUBREC -> request.awaited = MqttPacketType.PUBREL;
            case PUBREL -> request.awaited = MqttPacketType.PUBCOMP;
            default -> inFlight.remove(asker, ack.packetId());
        }
        if (refused) {
            inFlight.remove(asker, ack.packetId()); // a failure ends the flow (4.3.3)
        }
    }

    private void unintroduced(MqttPacketType type, int packetId, @Nullable Request instead) {
        // flows may go on that began before the capture, before a gap, or in an earlier connection of the session
        boolean repeated = instead != null && instead.packet instanceof Publish;
        if (midstream || gapped || resumed || repeated) {
            return;
        }
        found(MqttAnomaly.PACKET_ID_UNINTRODUCED, type.label() + " for packet identifier " + packetId);
    }

    private void answer(Direction sender, int packetId, MqttPacket answer) {
        Request request = inFlight.find(sender.opposite(), packetId);
        if (request == null || request.awaited != answer.type()) {
            unintroduced(answer.type(), packetId, request);
            return;
        }
        inFlight.remove(sender.opposite(), packetId);
        if (!teller.answered(request, answer, assumedVersion() == MqttVersion.V5, clientId)) {
            found(
                    MqttAnomaly.ANSWER_COUNT,
                    answer.type().label() + " " + packetId + " answers another number of filters");
        }
    }

    private void ping(Ping ping) {
        if (ping.type() == MqttPacketType.PINGREQ) {
            pingNanos = pings++ == 0 ? atNanos : pingNanos;
        } else if (pings > 0) {
            pings--;
            teller.tell(pingNanos, from.opposite(), MqttOperations.PING, Outcome.SUCCEEDED);
            pingNanos = atNanos;
        } else if (!midstream && !gapped) {
            found(MqttAnomaly.PINGRESP_WITHOUT_PINGREQ, "pingresp although nobody asked");
        }
    }

    void gap() {
        gapped = true;
    }

    void timePassed(long nowNanos) {
        long limitNanos = nowNanos - limits.answerNanosMax();
        inFlight.overdue(limitNanos, this::tellUnanswered);
        if (connect != null && connectNanos < limitNanos) {
            unansweredConnect();
        }
        if (pings > 0 && pingNanos < limitNanos) {
            unansweredPings();
        }
    }

    void close() {
        inFlight.drain(this::tellUnanswered);
        unansweredConnect();
        unansweredPings();
    }

    private void tellUnanswered(Request request) {
        if (!request.told) {
            request.told = true;
            teller.unanswered(request, assumedVersion() == MqttVersion.V5, clientId);
        }
    }

    private void unansweredConnect() {
        if (connect != null) {
            teller.connected(connectNanos, client, connect, null);
            connect = null;
        }
    }

    private void unansweredPings() {
        for (; pings > 0; pings--) {
            teller.tell(pingNanos, client, MqttOperations.PING, Outcome.UNANSWERED);
        }
    }
}
