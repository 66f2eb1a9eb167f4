package io.fieldwarden.agent.decode.mqtt;

import java.util.Locale;

/** Control packet types in the order of their codes (table 2-1). */
public enum MqttPacketType {
    RESERVED(Sender.EITHER, 0),
    CONNECT(Sender.CLIENT, 0),
    CONNACK(Sender.BROKER, 0),
    PUBLISH(Sender.EITHER, 0),
    PUBACK(Sender.EITHER, 0),
    PUBREC(Sender.EITHER, 0),
    PUBREL(Sender.EITHER, 2),
    PUBCOMP(Sender.EITHER, 0),
    SUBSCRIBE(Sender.CLIENT, 2),
    SUBACK(Sender.BROKER, 0),
    UNSUBSCRIBE(Sender.CLIENT, 2),
    UNSUBACK(Sender.BROKER, 0),
    PINGREQ(Sender.CLIENT, 0),
    PINGRESP(Sender.BROKER, 0),
    DISCONNECT(Sender.EITHER, 0),
    AUTH(Sender.EITHER, 0);

    /** Who may send a packet. */
    enum Sender {
        CLIENT,
        BROKER,
        EITHER
    }

    private static final MqttPacketType[] BY_CODE = values();

    private final Sender sender;
    private final int flags;
    private final String label = name().toLowerCase(Locale.ROOT);

    MqttPacketType(Sender sender, int flags) {
        this.sender = sender;
        this.flags = flags;
    }

    /** The type in the upper four bits of a packet's first byte. */
    static MqttPacketType of(int firstByte) {
        return BY_CODE[(firstByte >> 4) & 0xF];
    }

    /** Code on the wire, 0 to 15. */
    public int code() {
        return ordinal();
    }

    /** Name as in operations, for instance {@code publish}. */
    public String label() {
        return label;
    }

    Sender sender() {
        return sender;
    }

    /** Whether the lower four bits of the first byte are what the type demands (table 2-2). */
    boolean allowsFlags(int firstByte, MqttVersion version) {
        int found = firstByte & 0xF;
        if (this == PUBLISH || found == flags) {
            return true;
        }
        // MQTT 3.1 lets PUBREL, SUBSCRIBE and UNSUBSCRIBE be repeated with DUP (its section 2.1)
        return flags == 2 && found == (flags | 8) && version == MqttVersion.V3_1;
    }

    int bit() {
        return 1 << ordinal();
    }
}
