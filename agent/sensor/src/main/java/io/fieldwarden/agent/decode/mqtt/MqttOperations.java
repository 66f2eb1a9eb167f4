package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.mqtt.MqttPacket.Auth;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connack;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connect;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Disconnect;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Subscribe;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Subscription;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Unsubscribe;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Will;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns packets into operations; names of fields as Wireshark and Zeek write them. */
final class MqttOperations {
    static final Operation PING = operation(MqttPacketType.PINGREQ, Access.SESSION, null, List.of());

    private MqttOperations() {}

    private static Operation operation(
            MqttPacketType type, Access access, @Nullable Points points, List<Attribute> attributes) {
        return new Operation(MqttDecoder.PROTOCOL, type.code(), type.label(), access, "", points, attributes);
    }

    /** CONNECT with its answer, of which either may not have been seen. */
    static Operation connect(@Nullable Connect connect, @Nullable Connack connack) {
        List<Attribute> attributes = new ArrayList<>(12);
        if (connect != null) {
            describe(connect, attributes);
        }
        if (connack != null) {
            flag(attributes, "session_present", connack.sessionPresent());
            connack.properties().describe("connack_", attributes);
        }
        return operation(MqttPacketType.CONNECT, Access.SESSION, null, attributes);
    }

    private static void describe(Connect connect, List<Attribute> attributes) {
        MqttVersion version = MqttVersion.ofLevel(connect.level());
        text(attributes, "client_id", connect.clientId());
        text(attributes, "proto_name", connect.protocolName());
        text(
                attributes,
                "proto_version",
                version == MqttVersion.UNKNOWN ? Integer.toString(connect.level()) : version.number());
        flag(attributes, version == MqttVersion.V5 ? "clean_start" : "clean_session", connect.cleanStart());
        number(attributes, "keep_alive", connect.keepAlive());
        flag(attributes, "has_username", connect.hasUsername());
        flag(attributes, "has_password", connect.hasPassword());
        if (connect.hasUsername()) {
            text(attributes, "username_hash", connect.usernameHash());
        }
        if (connect.bridge()) {
            flag(attributes, "bridge", true);
        }
        Will will = connect.will();
        if (will != null) {
            text(attributes, "will_topic", will.topic());
            number(attributes, "will_qos", will.qos());
            flag(attributes, "will_retain", will.retain());
            number(attributes, "will_payload_len", will.payloadLength());
            will.properties().describe("will_", attributes);
        }
        connect.properties().describe("", attributes);
    }

    /**
     * PUBLISH.
     *
     * @param clientId of the client at this end of the connection, empty if it is not known
     */
    static Operation publish(Publish publish, MqttTopics.Topic topic, boolean fromClient, String clientId) {
        List<Attribute> attributes = new ArrayList<>(8);
        text(attributes, "topic", topic.name());
        number(attributes, "qos", publish.qos());
        flag(attributes, "retain", publish.retain());
        flag(attributes, "dup", publish.dup());
        number(attributes, "payload_len", publish.payloadLength());
        flag(attributes, "from_client", fromClient);
        if (!clientId.isEmpty()) {
            text(attributes, fromClient ? "client_id" : "receiver_client_id", clientId);
        }
        publish.properties().describe("", attributes);
        return operation(MqttPacketType.PUBLISH, Access.PUBLISH, topic.points(), attributes);
    }

    /**
     * One filter of a SUBSCRIBE.
     *
     * @param granted QoS granted, or the code it was declined with; -1 without an answer
     */
    static Operation subscribe(Subscribe packet, Subscription filter, boolean five, int granted, String clientId) {
        List<Attribute> attributes = new ArrayList<>(8);
        text(attributes, "topic", filter.filter());
        number(attributes, "qos", filter.qos());
        if (granted >= 0 && granted < MqttReason.FAILURE) {
            number(attributes, "granted_qos", granted);
        }
        if (five) {
            flag(attributes, "no_local", (filter.options() & 4) != 0);
            flag(attributes, "retain_as_published", (filter.options() & 8) != 0);
            number(attributes, "retain_handling", (filter.options() >> 4) & 3);
        }
        client(attributes, clientId);
        packet.properties().describe("", attributes);
        return operation(MqttPacketType.SUBSCRIBE, Access.SUBSCRIBE, null, attributes);
    }

    /** One filter of an UNSUBSCRIBE. */
    static Operation unsubscribe(Unsubscribe packet, String filter, String clientId) {
        List<Attribute> attributes = new ArrayList<>(4);
        text(attributes, "topic", filter);
        client(attributes, clientId);
        packet.properties().describe("", attributes);
        return operation(MqttPacketType.UNSUBSCRIBE, Access.SUBSCRIBE, null, attributes);
    }

    static Operation disconnect(Disconnect packet, boolean fromClient, String clientId) {
        return ending(MqttPacketType.DISCONNECT, packet.reason(), packet.properties(), fromClient, clientId);
    }

    static Operation auth(Auth packet, boolean fromClient, String clientId) {
        return ending(MqttPacketType.AUTH, packet.reason(), packet.properties(), fromClient, clientId);
    }

    private static Operation ending(
            MqttPacketType type, int reason, MqttProperties properties, boolean fromClient, String clientId) {
        List<Attribute> attributes = new ArrayList<>(4);
        number(attributes, "reason_code", reason);
        text(attributes, "reason", MqttReason.name(type, reason));
        flag(attributes, "from_client", fromClient);
        client(attributes, clientId);
        properties.describe("", attributes);
        return operation(type, Access.SESSION, null, attributes);
    }

    private static void client(List<Attribute> attributes, String clientId) {
        if (!clientId.isEmpty()) {
            text(attributes, "client_id", clientId);
        }
    }

    private static void text(List<Attribute> attributes, String name, String value) {
        attributes.add(new Attribute(name, value));
    }

    private static void number(List<Attribute> attributes, String name, long value) {
        attributes.add(new Attribute(name, Long.toString(value)));
    }

    private static void flag(List<Attribute> attributes, String name, boolean value) {
        attributes.add(new Attribute(name, Boolean.toString(value)));
    }
}
