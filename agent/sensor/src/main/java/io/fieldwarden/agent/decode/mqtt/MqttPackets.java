package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.mqtt.MqttPacket.Ack;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Auth;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connack;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Disconnect;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Ping;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Suback;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Subscribe;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Subscription;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Unsuback;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Unsubscribe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of small decoders, one per packet type, each reading its fields in wire order. */
final class MqttPackets {

    /** Reads the body of one packet type. */
    @FunctionalInterface
    private interface Body {
        MqttPacket read(MqttReader in, int firstByte, boolean five);
    }

    /** By packet type; types 0 and 15 are refused before they are looked up. */
    private static final Body[] BODIES = {
        (in, first, five) -> new Ping(MqttPacketType.RESERVED),
        (in, first, five) -> MqttConnectBody.read(in),
        MqttPackets::connack,
        MqttPackets::publish,
        MqttPackets::ack,
        MqttPackets::ack,
        MqttPackets::ack,
        MqttPackets::ack,
        MqttPackets::subscribe,
        MqttPackets::suback,
        MqttPackets::unsubscribe,
        MqttPackets::unsuback,
        (in, first, five) -> new Ping(MqttPacketType.PINGREQ),
        (in, first, five) -> new Ping(MqttPacketType.PINGRESP),
        MqttPackets::disconnect,
        MqttPackets::auth
    };

    private MqttPackets() {}

    /**
     * Reads the body of a packet.
     *
     * @param in over the bytes after the fixed header
     * @param version unknown counts as before version 5
     * @return null if it is malformed; the reader's findings have been told why
     */
    static @Nullable MqttPacket read(MqttReader in, int firstByte, MqttVersion version) {
        MqttPacketType type = MqttPacketType.of(firstByte);
        if (type == MqttPacketType.RESERVED
                || (type == MqttPacketType.AUTH && version != MqttVersion.V5 && version != MqttVersion.UNKNOWN)) {
            in.breakOff(MqttAnomaly.UNASSIGNED_TYPE, "packet type " + type.code() + " in version " + version.number());
            return null;
        }
        if (!type.allowsFlags(firstByte, version)) {
            in.found(MqttAnomaly.RESERVED_FLAGS, type.label() + " with flags " + (firstByte & 0xF));
        }
        boolean five = version == MqttVersion.V5 || type == MqttPacketType.AUTH;
        MqttPacket packet = BODIES[type.code()].read(in, firstByte, five);
        if (!in.broken() && in.left() > 0) {
            in.found(MqttAnomaly.TRAILING_BYTES, in.left() + " bytes after the last field of " + type.label());
        }
        return in.broken() ? null : packet;
    }

    private static MqttPacket connack(MqttReader in, int firstByte, boolean five) {
        int flags = in.u8("acknowledge flags");
        if ((flags & 0xFE) != 0) {
            in.found(MqttAnomaly.RESERVED_FLAGS, "connack acknowledge flags " + flags);
        }
        int reason = reason(in, MqttPacketType.CONNACK, five);
        MqttProperties properties =
                five && in.left() > 0 ? MqttProperties.read(in, MqttPacketType.CONNACK.bit()) : MqttProperties.NONE;
        return new Connack((flags & 1) == 1, reason, properties);
    }

    private static int reason(MqttReader in, MqttPacketType type, boolean five) {
        int reason = in.u8("reason code");
        if (!in.broken() && !MqttReason.known(type, reason, five)) {
            in.found(MqttAnomaly.UNKNOWN_REASON, "reason code " + reason + " in " + type.label());
        }
        return reason;
    }

    private static int packetId(MqttReader in) {
        int packetId = in.u16("packet identifier");
        if (packetId == 0 && !in.broken()) {
            in.found(MqttAnomaly.PACKET_ID_ZERO, "packet identifier 0");
        }
        return packetId;
    }

    private static MqttPacket ack(MqttReader in, int firstByte, boolean five) {
        MqttPacketType type = MqttPacketType.of(firstByte);
        int packetId = packetId(in);
        // reason and properties may be left out where the reason is success and there are none (3.4.2.1)
        int reason = five && in.left() > 0 ? reason(in, type, true) : 0;
        MqttProperties properties = five && in.left() > 0 ? MqttProperties.read(in, type.bit()) : MqttProperties.NONE;
        return new Ack(type, packetId, reason, properties);
    }

    private static MqttPacket subscribe(MqttReader in, int firstByte, boolean five) {
        int packetId = packetId(in);
        MqttProperties properties =
                five ? MqttProperties.read(in, MqttPacketType.SUBSCRIBE.bit()) : MqttProperties.NONE;
        List<Subscription> subscriptions = new ArrayList<>(2);
        int beyond = 0;
        while (in.left() > 0) {
            Subscription subscription = new Subscription(filter(in), options(in, five));
            if (subscriptions.size() < in.limits().filtersMax()) {
                subscriptions.add(subscription);
            } else {
                beyond++;
            }
        }
        tooMany(in, beyond);
        if (subscriptions.isEmpty() && !in.broken()) {
            in.found(MqttAnomaly.SUBSCRIBE_WITHOUT_FILTER, "subscribe " + packetId + " without a topic filter");
        }
        return new Subscribe(packetId, subscriptions, properties);
    }

    private static void tooMany(MqttReader in, int beyond) {
        if (beyond > 0) {
            in.found(
                    MqttAnomaly.LIMIT_REACHED,
                    beyond + " topic filters beyond " + in.limits().filtersMax() + " are not told");
        }
    }

    private static String filter(MqttReader in) {
        String filter = in.text("topic filter");
        if (!in.broken() && !MqttText.isFilter(filter)) {
            in.found(MqttAnomaly.INVALID_TOPIC_FILTER, "topic filter \"" + filter + "\"");
        }
        return filter;
    }

    private static int options(MqttReader in, boolean five) {
        int options = in.u8("subscription options");
        if ((options & 3) == 3) {
            in.found(MqttAnomaly.INVALID_QOS, "subscription asks for QoS 3");
        }
        if ((options & (five ? 0xC0 : 0xFC)) != 0 || (five && (options & 0x30) == 0x30)) {
            in.found(MqttAnomaly.RESERVED_FLAGS, "subscription options " + options);
        }
        return options;
    }

    private static int[] reasons(MqttReader in, MqttPacketType type, boolean five) {
        int[] reasons = new int[Math.min(in.left(), in.limits().filtersMax())];
        for (int index = 0; index < reasons.length; index++) {
            reasons[index] = reason(in, type, five);
        }
        int beyond = in.left();
        in.skip(beyond, "reason codes");
        tooMany(in, beyond);
        return reasons;
    }

    private static MqttPacket suback(MqttReader in, int firstByte, boolean five) {
        int packetId = packetId(in);
        MqttProperties properties = five ? MqttProperties.read(in, MqttPacketType.SUBACK.bit()) : MqttProperties.NONE;
        return new Suback(packetId, reasons(in, MqttPacketType.SUBACK, five), properties);
    }

    private static MqttPacket unsubscribe(MqttReader in, int firstByte, boolean five) {
        int packetId = packetId(in);
        MqttProperties properties =
                five ? MqttProperties.read(in, MqttPacketType.UNSUBSCRIBE.bit()) : MqttProperties.NONE;
        List<String> filters = new ArrayList<>(2);
        int beyond = 0;
        while (in.left() > 0) {
            String filter = filter(in);
            if (filters.size() < in.limits().filtersMax()) {
                filters.add(filter);
            } else {
                beyond++;
            }
        }
        tooMany(in, beyond);
        if (filters.isEmpty() && !in.broken()) {
            in.found(MqttAnomaly.UNSUBSCRIBE_WITHOUT_FILTER, "unsubscribe " + packetId + " without a topic filter");
        }
        return new Unsubscribe(packetId, filters, properties);
    }

    private static MqttPacket unsuback(MqttReader in, int firstByte, boolean five) {
        int packetId = packetId(in);
        if (!five) {
            return new Unsuback(packetId, new int[0], MqttProperties.NONE);
        }
        MqttProperties properties = MqttProperties.read(in, MqttPacketType.UNSUBACK.bit());
        return new Unsuback(packetId, reasons(in, MqttPacketType.UNSUBACK, true), properties);
    }

    private static MqttPacket disconnect(MqttReader in, int firstByte, boolean five) {
        int reason = five && in.left() > 0 ? reason(in, MqttPacketType.DISCONNECT, true) : 0;
        MqttProperties properties =
                five && in.left() > 0 ? MqttProperties.read(in, MqttPacketType.DISCONNECT.bit()) : MqttProperties.NONE;
        return new Disconnect(reason, properties);
    }

    private static MqttPacket auth(MqttReader in, int firstByte, boolean five) {
        int reason = in.left() > 0 ? reason(in, MqttPacketType.AUTH, true) : 0;
        MqttProperties properties =
                in.left() > 0 ? MqttProperties.read(in, MqttPacketType.AUTH.bit()) : MqttProperties.NONE;
        return new Auth(reason, properties);
    }

    private static MqttPacket publish(MqttReader in, int firstByte, boolean five) {
        Publish publish = publishHead(in, firstByte, five, in.left());
        in.skip(in.left(), "payload");
        return publish;
    }

    /**
     * Reads PUBLISH up to its payload: of one that is too long no more has to be there.
     *
     * @param bodyLength bytes after the fixed header, which may be more than the reader has
     */
    static Publish publishHead(MqttReader in, int firstByte, boolean five, int bodyLength) {
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
