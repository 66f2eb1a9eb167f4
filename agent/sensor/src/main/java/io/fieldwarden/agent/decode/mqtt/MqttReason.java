package io.fieldwarden.agent.decode.mqtt;

import java.util.Map;

/** Names of reason codes (2.4) and of the return codes before version 5 (3.2.2.3 of 3.1.1). */
final class MqttReason {
    /** Reason codes from here on mean failure. */
    static final int FAILURE = 0x80;

    static final int NO_MATCHING_SUBSCRIBERS = 0x10;

    private static final String[] CONNACK_V3 = {
        "accepted",
        "unacceptable protocol version",
        "identifier rejected",
        "server unavailable",
        "bad user name or password",
        "not authorized"
    };

    private static final int ACKS = MqttPacketType.PUBACK.bit() | MqttPacketType.PUBREC.bit();
    private static final int RELEASES = MqttPacketType.PUBREL.bit() | MqttPacketType.PUBCOMP.bit();
    private static final int CONNACK = MqttPacketType.CONNACK.bit();
    private static final int SUBACK = MqttPacketType.SUBACK.bit();
    private static final int UNSUBACK = MqttPacketType.UNSUBACK.bit();
    private static final int DISCONNECT = MqttPacketType.DISCONNECT.bit();
    private static final int AUTH = MqttPacketType.AUTH.bit();

    /** A code's name and the packets that may carry it. */
    private record Meaning(String name, int carriers) {}

    private static final Map<Integer, Meaning> V5 = Map.ofEntries(
            of(0x00, "success", CONNACK | ACKS | RELEASES | SUBACK | UNSUBACK | DISCONNECT | AUTH),
            of(0x01, "granted QoS 1", SUBACK),
            of(0x02, "granted QoS 2", SUBACK),
            of(0x04, "disconnect with will message", DISCONNECT),
            of(0x10, "no matching subscribers", ACKS),
            of(0x11, "no subscription existed", UNSUBACK),
            of(0x18, "continue authentication", AUTH),
            of(0x19, "re-authenticate", AUTH),
            of(0x80, "unspecified error", CONNACK | ACKS | SUBACK | UNSUBACK | DISCONNECT),
            of(0x81, "malformed packet", CONNACK | DISCONNECT),
            of(0x82, "protocol error", CONNACK | DISCONNECT),
            of(0x83, "implementation specific error", CONNACK | ACKS | SUBACK | UNSUBACK | DISCONNECT),
            of(0x84, "unsupported protocol version", CONNACK),
            of(0x85, "client identifier not valid", CONNACK),
            of(0x86, "bad user name or password", CONNACK),
            of(0x87, "not authorized", CONNACK | ACKS | SUBACK | UNSUBACK | DISCONNECT),
            of(0x88, "server unavailable", CONNACK),
            of(0x89, "server busy", CONNACK | DISCONNECT),
            of(0x8A, "banned", CONNACK),
            of(0x8B, "server shutting down", DISCONNECT),
            of(0x8C, "bad authentication method", CONNACK | DISCONNECT),
            of(0x8D, "keep alive timeout", DISCONNECT),
            of(0x8E, "session taken over", DISCONNECT),
            of(0x8F, "topic filter invalid", SUBACK | UNSUBACK | DISCONNECT),
            of(0x90, "topic name invalid", CONNACK | ACKS | DISCONNECT),
            of(0x91, "packet identifier in use", ACKS | SUBACK | UNSUBACK),
            of(0x92, "packet identifier not found", RELEASES),
            of(0x93, "receive maximum exceeded", DISCONNECT),
            of(0x94, "topic alias invalid", DISCONNECT),
            of(0x95, "packet too large", CONNACK | DISCONNECT),
            of(0x96, "message rate too high", DISCONNECT),
            of(0x97, "quota exceeded", CONNACK | ACKS | SUBACK | DISCONNECT),
            of(0x98, "administrative action", DISCONNECT),
            of(0x99, "payload format invalid", CONNACK | ACKS | DISCONNECT),
            of(0x9A, "retain not supported", CONNACK | DISCONNECT),
            of(0x9B, "QoS not supported", CONNACK | DISCONNECT),
            of(0x9C, "use another server", CONNACK | DISCONNECT),
            of(0x9D, "server moved", CONNACK | DISCONNECT),
            of(0x9E, "shared subscriptions not supported", SUBACK | DISCONNECT),
            of(0x9F, "connection rate exceeded", CONNACK | DISCONNECT),
            of(0xA0, "maximum connect time", DISCONNECT),
            of(0xA1, "subscription identifiers not supported", SUBACK | DISCONNECT),
            of(0xA2, "wildcard subscriptions not supported", SUBACK | DISCONNECT));

    private MqttReason() {}

    private static Map.Entry<Integer, Meaning> of(int code, String name, int carriers) {
        return Map.entry(code, new Meaning(name, carriers));
    }

    /** Name of a reason code, or its number where it has none. */
    static String name(MqttPacketType type, int code) {
        if (type == MqttPacketType.CONNACK && code < CONNACK_V3.length) {
            return code == 0 ? "success" : CONNACK_V3[code];
        }
        if (code == 0 && type == MqttPacketType.DISCONNECT) {
            return "normal disconnection";
        }
        if (code == 0 && type == MqttPacketType.SUBACK) {
            return "granted QoS 0";
        }
        Meaning meaning = V5.get(code);
        return meaning == null ? "reason " + code : meaning.name;
    }

    /** Whether a packet may carry a code. */
    static boolean known(MqttPacketType type, int code, boolean five) {
        if (!five) {
            return switch (type) {
                case CONNACK -> code < CONNACK_V3.length;
                case SUBACK -> code <= 2 || code == FAILURE;
                default -> code == 0;
            };
        }
        // a broker that does not speak version 5 declines a version 5 CONNECT with 1 (3.1.2.2)
        Meaning meaning = V5.get(code);
        return (meaning != null && (meaning.carriers & type.bit()) != 0)
                || (type == MqttPacketType.CONNACK && code == 1);
    }
}
