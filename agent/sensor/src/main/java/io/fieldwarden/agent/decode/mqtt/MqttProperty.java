package io.fieldwarden.agent.decode.mqtt;

import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.AUTH;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.CONNACK;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.CONNECT;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.DISCONNECT;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.PUBACK;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.PUBCOMP;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.PUBLISH;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.PUBREC;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.PUBREL;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.SUBACK;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.SUBSCRIBE;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.UNSUBACK;
import static io.fieldwarden.agent.decode.mqtt.MqttPacketType.UNSUBSCRIBE;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Properties of MQTT 5 with their type, range and the packets that may carry them (table 2-4). */
public enum MqttProperty {
    PAYLOAD_FORMAT_INDICATOR(0x01, Kind.FLAG, Allowed.IN_WILL, PUBLISH),
    MESSAGE_EXPIRY_INTERVAL(0x02, Kind.U32, Allowed.IN_WILL, PUBLISH),
    CONTENT_TYPE(0x03, Kind.TEXT, Allowed.IN_WILL, PUBLISH),
    RESPONSE_TOPIC(0x08, Kind.TEXT, Allowed.IN_WILL, PUBLISH),
    CORRELATION_DATA(0x09, Kind.BINARY, Allowed.IN_WILL, PUBLISH),
    SUBSCRIPTION_IDENTIFIER(0x0B, Kind.VARINT_NOT_ZERO, Allowed.NOT_IN_WILL, PUBLISH, SUBSCRIBE),
    SESSION_EXPIRY_INTERVAL(0x11, Kind.U32, Allowed.NOT_IN_WILL, CONNECT, CONNACK, DISCONNECT),
    ASSIGNED_CLIENT_IDENTIFIER(0x12, Kind.TEXT, Allowed.NOT_IN_WILL, CONNACK),
    SERVER_KEEP_ALIVE(0x13, Kind.U16, Allowed.NOT_IN_WILL, CONNACK),
    AUTHENTICATION_METHOD(0x15, Kind.TEXT, Allowed.NOT_IN_WILL, CONNECT, CONNACK, AUTH),
    AUTHENTICATION_DATA(0x16, Kind.BINARY, Allowed.NOT_IN_WILL, CONNECT, CONNACK, AUTH),
    REQUEST_PROBLEM_INFORMATION(0x17, Kind.FLAG, Allowed.NOT_IN_WILL, CONNECT),
    WILL_DELAY_INTERVAL(0x18, Kind.U32, Allowed.IN_WILL),
    REQUEST_RESPONSE_INFORMATION(0x19, Kind.FLAG, Allowed.NOT_IN_WILL, CONNECT),
    RESPONSE_INFORMATION(0x1A, Kind.TEXT, Allowed.NOT_IN_WILL, CONNACK),
    SERVER_REFERENCE(0x1C, Kind.TEXT, Allowed.NOT_IN_WILL, CONNACK, DISCONNECT),
    REASON_STRING(
            0x1F,
            Kind.TEXT,
            Allowed.NOT_IN_WILL,
            CONNACK,
            PUBACK,
            PUBREC,
            PUBREL,
            PUBCOMP,
            SUBACK,
            UNSUBACK,
            DISCONNECT,
            AUTH),
    RECEIVE_MAXIMUM(0x21, Kind.U16_NOT_ZERO, Allowed.NOT_IN_WILL, CONNECT, CONNACK),
    TOPIC_ALIAS_MAXIMUM(0x22, Kind.U16, Allowed.NOT_IN_WILL, CONNECT, CONNACK),
    TOPIC_ALIAS(0x23, Kind.U16_NOT_ZERO, Allowed.NOT_IN_WILL, PUBLISH),
    MAXIMUM_QOS(0x24, Kind.FLAG, Allowed.NOT_IN_WILL, CONNACK),
    RETAIN_AVAILABLE(0x25, Kind.FLAG, Allowed.NOT_IN_WILL, CONNACK),
    USER_PROPERTY(
            0x26,
            Kind.PAIR,
            Allowed.IN_WILL,
            CONNECT,
            CONNACK,
            PUBLISH,
            PUBACK,
            PUBREC,
            PUBREL,
            PUBCOMP,
            SUBSCRIBE,
            SUBACK,
            UNSUBSCRIBE,
            UNSUBACK,
            DISCONNECT,
            AUTH),
    MAXIMUM_PACKET_SIZE(0x27, Kind.U32_NOT_ZERO, Allowed.NOT_IN_WILL, CONNECT, CONNACK),
    WILDCARD_SUBSCRIPTION_AVAILABLE(0x28, Kind.FLAG, Allowed.NOT_IN_WILL, CONNACK),
    SUBSCRIPTION_IDENTIFIER_AVAILABLE(0x29, Kind.FLAG, Allowed.NOT_IN_WILL, CONNACK),
    SHARED_SUBSCRIPTION_AVAILABLE(0x2A, Kind.FLAG, Allowed.NOT_IN_WILL, CONNACK);

    /** How a property is written, and what it may not be. */
    enum Kind {
        /** One byte, 0 or 1. */
        FLAG,
        U16,
        U16_NOT_ZERO,
        U32,
        U32_NOT_ZERO,
        VARINT_NOT_ZERO,
        TEXT,
        /** Binary data; only its length is kept. */
        BINARY,
        /** Two texts. */
        PAIR
    }

    /** Whether it may stand among the properties of a will. */
    private enum Allowed {
        IN_WILL,
        NOT_IN_WILL
    }

    /** Stands for the properties of a will where a packet's {@link MqttPacketType#bit} is asked for. */
    static final int WILL = 1;

    private static final int ID_MAX = 0x2A;
    private static final @Nullable MqttProperty[] BY_ID = new @Nullable MqttProperty[ID_MAX + 1];

    static {
        for (MqttProperty property : values()) {
            BY_ID[property.id] = property;
        }
    }

    private final int id;
    private final Kind kind;
    private final int carriers;
    private final String label;

    MqttProperty(int id, Kind kind, Allowed will, MqttPacketType... types) {
        this.id = id;
        this.kind = kind;
        this.label = name().toLowerCase(Locale.ROOT);
        int bits = will == Allowed.IN_WILL ? 1 : 0;
        for (MqttPacketType type : types) {
            bits |= type.bit();
        }
        this.carriers = bits;
    }

    static @Nullable MqttProperty of(int id) {
        return id >= 0 && id <= ID_MAX ? BY_ID[id] : null;
    }

    /** Identifier on the wire. */
    public int id() {
        return id;
    }

    /** Name as in attributes, for instance {@code topic_alias}. */
    public String label() {
        return label;
    }

    Kind kind() {
        return kind;
    }

    boolean allowedIn(int carrier) {
        return (carriers & carrier) != 0;
    }

    /** User properties may repeat everywhere, subscription identifiers in PUBLISH (3.3.2.3.8). */
    boolean repeatableIn(int carrier) {
        return this == USER_PROPERTY || (this == SUBSCRIPTION_IDENTIFIER && carrier == PUBLISH.bit());
    }
}
