package io.fieldwarden.agent.decode.mqtt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decoded control packet (chapter 3); texts are bounded, credentials are never part of it. */
@SuppressWarnings("ArrayRecordComponent") // codes of an answer, read once and never compared
public sealed interface MqttPacket {

    MqttPacketType type();

    /**
     * CONNECT (3.1).
     *
     * @param level protocol level as on the wire, without the bridge bit
     * @param bridge whether the top bit of the level says that another broker connects (a convention of mosquitto)
     * @param keepAlive seconds, 0 for none
     * @param usernameHash first bytes of the SHA-256 of the user name, empty without one
     */
    record Connect(
            String protocolName,
            int level,
            boolean bridge,
            boolean cleanStart,
            int keepAlive,
            String clientId,
            @Nullable Will will,
            boolean hasUsername,
            String usernameHash,
            boolean hasPassword,
            MqttProperties properties)
            implements MqttPacket {
        @Override
        public MqttPacketType type() {
            return MqttPacketType.CONNECT;
        }
    }

    /** What the broker publishes if the client goes without a word (3.1.2.5). */
    record Will(String topic, int qos, boolean retain, int payloadLength, MqttProperties properties) {}

    /** CONNACK (3.2). */
    record Connack(boolean sessionPresent, int reason, MqttProperties properties) implements MqttPacket {
        @Override
        public MqttPacketType type() {
            return MqttPacketType.CONNACK;
        }
    }

    /**
     * PUBLISH (3.3). Topic and payload stay in the packet: offsets count from the byte after the fixed header.
     *
     * @param packetId 0 with QoS 0
     * @param payloadLength bytes on the wire, also if they were skipped
     */
    record Publish(
            boolean dup,
            int qos,
            boolean retain,
            int packetId,
            int topicAt,
            int topicLength,
            int payloadAt,
            int payloadLength,
            MqttProperties properties)
            implements MqttPacket {
        @Override
        public MqttPacketType type() {
            return MqttPacketType.PUBLISH;
        }
    }

    /** PUBACK, PUBREC, PUBREL and PUBCOMP (3.4 to 3.7). */
    record Ack(MqttPacketType type, int packetId, int reason, MqttProperties properties) implements MqttPacket {}

    /** SUBSCRIBE (3.8). */
    record Subscribe(int packetId, List<Subscription> subscriptions, MqttProperties properties) implements MqttPacket {
        public Subscribe {
            subscriptions = List.copyOf(subscriptions);
        }

        @Override
        public MqttPacketType type() {
            return MqttPacketType.SUBSCRIBE;
        }
    }

    /**
     * One filter of a SUBSCRIBE with its options (3.8.3.1).
     *
     * @param options QoS in bits 0 and 1; version 5: no local bit 2, retain as published bit 3, retain handling bits 4 and 5
     */
    record Subscription(String filter, int options) {
        public int qos() {
            return options & 3;
        }
    }

    /** SUBACK (3.9). */
    record Suback(int packetId, int[] reasons, MqttProperties properties) implements MqttPacket {
        @Override
        public MqttPacketType type() {
            return MqttPacketType.SUBACK;
        }
    }

    /** UNSUBSCRIBE (3.10). */
    record Unsubscribe(int packetId, List<String> filters, MqttProperties properties) implements MqttPacket {
        public Unsubscribe {
            filters = List.copyOf(filters);
        }

        @Override
        public MqttPacketType type() {
            return MqttPacketType.UNSUBSCRIBE;
        }
    }

    /** UNSUBACK (3.11); no codes before version 5. */
    record Unsuback(int packetId, int[] reasons, MqttProperties properties) implements MqttPacket {
        @Override
        public MqttPacketType type() {
            return MqttPacketType.UNSUBACK;
        }
    }

    /** PINGREQ and PINGRESP (3.12, 3.13). */
    record Ping(MqttPacketType type) implements MqttPacket {}

    /** DISCONNECT (3.14). */
    record Disconnect(int reason, MqttProperties properties) implements MqttPacket {
        @Override
        public MqttPacketType type() {
            return MqttPacketType.DISCONNECT;
        }
    }

    /** AUTH (3.15), version 5 only. */
    record Auth(int reason, MqttProperties properties) implements MqttPacket {
        @Override
        public MqttPacketType type() {
            return MqttPacketType.AUTH;
        }
    }
}
