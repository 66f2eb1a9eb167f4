package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.mqtt.MqttPacket.Connect;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Will;
import org.jspecify.annotations.Nullable;

/** Reads CONNECT (3.1): its fields depend on flags, and its credentials are stepped over. */
final class MqttConnectBody {
    private static final int BRIDGE = 0x80;
    private static final int USERNAME = 0x80;
    private static final int PASSWORD = 0x40;
    private static final int WILL_RETAIN = 0x20;
    private static final int WILL = 0x04;
    private static final int CLEAN = 0x02;

    private MqttConnectBody() {}

    static MqttPacket read(MqttReader in) {
        String name = in.text("protocol name");
        int level = in.u8("protocol level");
        checkProtocol(in, name, level & ~BRIDGE);
        int flags = in.u8("connect flags");
        checkFlags(in, level & ~BRIDGE, flags);
        int keepAlive = in.u16("keep alive");
        boolean five = (level & ~BRIDGE) == MqttVersion.V5.level();
        MqttProperties properties = five ? MqttProperties.read(in, MqttPacketType.CONNECT.bit()) : MqttProperties.NONE;
        String clientId = in.text("client id");
        if (clientId.isEmpty() && (flags & CLEAN) == 0 && !five && !in.broken()) {
            in.found(MqttAnomaly.EMPTY_CLIENT_ID, "no client id, and not a clean session");
        }
        Will will = will(in, flags, five);
        String usernameHash = (flags & USERNAME) == 0 ? "" : usernameHash(in);
        if ((flags & PASSWORD) != 0) {
            in.binaryLength("password");
        }
        return new Connect(
                name,
                level & ~BRIDGE,
                (level & BRIDGE) != 0,
                (flags & CLEAN) != 0,
                keepAlive,
                clientId,
                will,
                (flags & USERNAME) != 0,
                usernameHash,
                (flags & PASSWORD) != 0,
                properties);
    }

    private static void checkProtocol(MqttReader in, String name, int level) {
        boolean old = name.equals("MQIsdp");
        if (in.broken()) {
            return;
        }
        if (!old && !name.equals("MQTT")) {
            in.breakOff(MqttAnomaly.INVALID_PROTOCOL_NAME, "protocol name \"" + name + "\"");
        } else if (old ? level != 3 : level != 4 && level != 5) {
            in.found(MqttAnomaly.INVALID_PROTOCOL_LEVEL, "protocol level " + level + " of " + name);
        }
    }

    private static void checkFlags(MqttReader in, int level, int flags) {
        if ((flags & 1) != 0) {
            in.found(MqttAnomaly.RESERVED_FLAGS, "connect flags " + flags);
        }
        if ((flags & WILL) == 0 && (flags & (WILL_RETAIN | 0x18)) != 0) {
            in.found(MqttAnomaly.WILL_FLAGS_WITHOUT_WILL, "connect flags " + flags);
        }
        if ((flags & 0x18) == 0x18) {
            in.found(MqttAnomaly.INVALID_QOS, "will QoS 3");
        }
        if ((flags & PASSWORD) != 0 && (flags & USERNAME) == 0 && level < MqttVersion.V5.level()) {
            in.found(MqttAnomaly.PASSWORD_WITHOUT_USERNAME, "connect flags " + flags);
        }
    }

    private static @Nullable Will will(MqttReader in, int flags, boolean five) {
        if ((flags & WILL) == 0) {
            return null;
        }
        MqttProperties properties = five ? MqttProperties.read(in, MqttProperty.WILL) : MqttProperties.NONE;
        String topic = in.text("will topic");
        int payloadLength = in.binaryLength("will payload");
        return new Will(topic, (flags >> 3) & 3, (flags & WILL_RETAIN) != 0, payloadLength, properties);
    }

    private static String usernameHash(MqttReader in) {
        int size = in.u16("user name");
        int start = in.skip(size, "user name");
        if (start < 0) {
            return "";
        }
        in.checkText(start, size, "user name");
        return MqttText.hash(in.bytes(), start, size);
    }
}
