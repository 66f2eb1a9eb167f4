package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.observation.Anomaly;

/**
 * Rules of MQTT that traffic can break. Clauses in square brackets are conformance statements of MQTT 5.0 unless 3.1.1 is
 * named.
 */
public enum MqttAnomaly implements Anomaly {
    /** Packet type 0, or 15 before version 5 (2.1.2). */
    UNASSIGNED_TYPE(true),
    /** Reserved bits of the fixed header, the connect flags or the subscription options are set [MQTT-2.1.3-1]. */
    RESERVED_FLAGS(false),
    /** Remaining length does not end within four bytes (1.5.5): nothing after it can be framed. */
    INVALID_LENGTH(true),
    /** A variable byte integer takes more bytes than it needs [MQTT-1.5.5-1]. */
    PADDED_LENGTH(false),
    /** A field reaches beyond the end of its packet. */
    TRUNCATED(true),
    /** Bytes are left after the last field of a packet. */
    TRAILING_BYTES(false),
    /** Longer than the limit; the payload, or the packet, was skipped. */
    TOO_LARGE(false),
    /** QoS 3 [MQTT-3.3.1-4]. */
    INVALID_QOS(true),
    /** DUP on a QoS 0 PUBLISH [MQTT-3.3.1-2]. */
    DUP_WITHOUT_QOS(false),
    /** Neither {@code MQTT} nor {@code MQIsdp} (3.1.2.1). */
    INVALID_PROTOCOL_NAME(true),
    /** A protocol level that does not exist, or not with that name (3.1.2.2). */
    INVALID_PROTOCOL_LEVEL(false),
    /** Will QoS or will retain without will [MQTT-3.1.2-11, -13]. */
    WILL_FLAGS_WITHOUT_WILL(false),
    /** Password flag without user name flag [MQTT-3.1.2-22 of 3.1.1]. */
    PASSWORD_WITHOUT_USERNAME(false),
    /** No client id and no clean session [MQTT-3.1.3-7 of 3.1.1]. */
    EMPTY_CLIENT_ID(false),
    /** Text that is not well-formed UTF-8 [MQTT-1.5.4-1]. */
    INVALID_UTF8(false),
    /** Text with U+0000 [MQTT-1.5.4-2]. */
    NULL_CHARACTER(false),
    /** PUBLISH without topic and without alias [MQTT-4.7.3-1]. */
    EMPTY_TOPIC(false),
    /** A wildcard in a topic name [MQTT-3.3.2-2]. */
    WILDCARD_IN_TOPIC(false),
    /** A topic filter that is empty or uses wildcards or {@code $share} wrongly (4.7.1, 4.8.2). */
    INVALID_TOPIC_FILTER(false),
    /** SUBSCRIBE without a filter [MQTT-3.8.3-2]. */
    SUBSCRIBE_WITHOUT_FILTER(false),
    /** UNSUBSCRIBE without a filter [MQTT-3.10.3-2]. */
    UNSUBSCRIBE_WITHOUT_FILTER(false),
    /** Packet identifier 0 [MQTT-2.2.1-3]. */
    PACKET_ID_ZERO(false),
    /** A packet identifier taken again while its request is unanswered [MQTT-2.2.1-3]. */
    PACKET_ID_IN_USE(false),
    /** An answer to a packet identifier that nobody introduced. */
    PACKET_ID_UNINTRODUCED(false),
    /** SUBACK or UNSUBACK with another number of codes than filters were asked for [MQTT-3.9.3-1]. */
    ANSWER_COUNT(false),
    /** A reason code that the packet cannot carry. */
    UNKNOWN_REASON(false),
    /** A property that does not exist (2.2.2.2). */
    UNKNOWN_PROPERTY(true),
    /** A property that this packet may not carry (table 2-4). */
    PROPERTY_NOT_ALLOWED(false),
    /** A property that may stand once stands twice. */
    PROPERTY_DUPLICATE(false),
    /** A property outside its range, for instance topic alias 0. */
    PROPERTY_VALUE(false),
    /** Properties reach beyond their length. */
    PROPERTY_LENGTH(true),
    /** More properties, filters or requests in flight than the limit: the rest is not told. */
    LIMIT_REACHED(false),
    /** First packet of the connection is not CONNECT [MQTT-3.1.0-1]. */
    MISSING_CONNECT(false),
    /** A second CONNECT [MQTT-3.1.0-2]. */
    DOUBLE_CONNECT(false),
    /** CONNACK although nothing was asked. */
    CONNACK_WITHOUT_CONNECT(false),
    /** A second CONNACK [MQTT-3.2.0-2]. */
    DOUBLE_CONNACK(false),
    /** A packet that only the other side may send. */
    WRONG_SIDE(false),
    /** PINGRESP although nothing was asked. */
    PINGRESP_WITHOUT_PINGREQ(false),
    /** A packet after DISCONNECT from the same side [MQTT-3.14.4-2]. */
    PACKET_AFTER_DISCONNECT(false),
    /** A topic alias that was not introduced (3.3.2.3.4). */
    TOPIC_ALIAS_UNKNOWN(false),
    /** A topic alias above what the other side allows [MQTT-3.3.2-9, -11]. */
    TOPIC_ALIAS_TOO_LARGE(false),
    /** Too many malformed packets: the connection is no longer decoded. */
    GIVEN_UP(true);

    private final boolean malformed;

    MqttAnomaly(boolean malformed) {
        this.malformed = malformed;
    }

    @Override
    public String protocol() {
        return MqttDecoder.PROTOCOL;
    }

    @Override
    public String code() {
        return Anomaly.codeOf(this);
    }

    @Override
    public boolean malformed() {
        return malformed;
    }
}
