package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;

/** Reads PUBLISH (3.3); of one that is too long only the part before its payload has to be there. */
final class MqttPublishBody {
    private MqttPublishBody() {}

    static MqttPacket read(MqttReader in, int firstByte, boolean five) {
        Publish publish = head(in, firstByte, five, in.left());
        in.skip(in.left(), "payload");
        return publish;
    }

    /**
     * Reads up to the payload.
     *
     * @param bodyLength bytes after the fixed header, which may be more than the reader has
     */
    static Publish head(MqttReader in, int firstByte, boolean five, int bodyLength) {
        int qos = (firstByte >> 1) & 3;
        boolean dup = (firstByte & 8) != 0;
        if (qos == 3) {
            in.breakOff(MqttAnomaly.INVALID_QOS, "publish with QoS 3");
        }
        if (dup && qos == 0) {
            in.found(MqttAnomaly.DUP_WITHOUT_QOS, "publish with DUP and QoS 0");
        }
        int topicLength = in.u16("topic");
        int topicAt = Math.max(0, in.skip(topicLength, "topic"));
        if (!in.broken()) {
            checkTopic(in, topicAt, topicLength);
        }
        int packetId = qos == 0 ? 0 : in.u16("packet identifier");
        if (qos != 0 && packetId == 0 && !in.broken()) {
            in.found(MqttAnomaly.PACKET_ID_ZERO, "publish with packet identifier 0");
        }
        MqttProperties properties = five ? MqttProperties.read(in, MqttPacketType.PUBLISH.bit()) : MqttProperties.NONE;
        if (topicLength == 0 && !in.broken() && properties.number(MqttProperty.TOPIC_ALIAS, 0) == 0) {
            in.found(MqttAnomaly.EMPTY_TOPIC, "publish without topic");
        }
        return new Publish(
                dup,
                qos,
                (firstByte & 1) != 0,
                packetId,
                topicAt,
                topicLength,
                in.at(),
                bodyLength - in.at(),
                properties);
    }

    private static void checkTopic(MqttReader in, int topicAt, int topicLength) {
        in.checkText(topicAt, topicLength, "topic");
        if (MqttText.hasWildcard(in.bytes(), topicAt, topicLength)) {
            in.found(
                    MqttAnomaly.WILDCARD_IN_TOPIC,
                    "topic \""
                            + MqttText.bounded(
                                    in.bytes(),
                                    topicAt,
                                    topicLength,
                                    in.limits().textCharsMax()) + "\"");
        }
    }
}
