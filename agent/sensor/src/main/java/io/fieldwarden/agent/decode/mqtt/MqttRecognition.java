package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;

/**
 * Judges bytes. CONNECT names the protocol and is proof; of a connection picked up later a chain of packets must fit to the
 * byte and carry enough that chance does not explain it.
 */
final class MqttRecognition {
    /** Evidence that makes a yes. */
    private static final int ENOUGH = 3;

    private static final int WEAK = 1;
    private static final int FAIR = 2;
    private static final int STRONG = ENOUGH;
    private static final int CONTRADICTION = -1;

    /** Bytes from which on a topic that fits is enough although its packet goes on: recognition is shown few bytes. */
    private static final int LONG_PACKET = 48;

    private static final byte[] NAME_3_1 = {0, 6, 'M', 'Q', 'I', 's', 'd', 'p'};
    private static final byte[] NAME_3_1_1 = {0, 4, 'M', 'Q', 'T', 'T'};

    private final MqttHeader header = new MqttHeader();
    private final MqttReader reader;

    MqttRecognition(MqttLimits limits) {
        reader = new MqttReader(limits);
    }

    /** Whether a first byte can start a packet: cheap, and rules out most other protocols. */
    static boolean canStart(int firstByte) {
        MqttPacketType type = MqttPacketType.of(firstByte);
        return switch (type) {
            case RESERVED -> false;
            case CONNECT -> true; // the name decides
            case PUBLISH -> (firstByte & 6) != 6;
            default -> type.allowsFlags(firstByte, MqttVersion.V3_1);
        };
    }

    /**
     * Judges the start of one direction.
     *
     * @param expected whether something else already suggests MQTT: its usual port, or what was decoded before a gap
     */
    Recognition judge(Window first, boolean expected) {
        int at = 0;
        int evidence = expected ? FAIR : 0;
        while (at < first.length()) {
            if (!canStart(first.u8(at))) {
                return Recognition.NO;
            }
            int missing = header.read(first, at);
            if (missing == MqttHeader.BROKEN) {
                return Recognition.NO;
            }
            if (header.type() == MqttPacketType.CONNECT) {
                return missing > 0 ? Recognition.MAYBE : connect(first, at + header.length());
            }
            if (missing > 0) {
                return evidence >= ENOUGH && at > 0 ? Recognition.YES : Recognition.MAYBE;
            }
            int weight = header.padded() ? CONTRADICTION : weigh(first, at);
            if (weight == CONTRADICTION) {
                return Recognition.NO;
            }
            evidence += weight;
            if (header.total() > first.length() - at) {
                return evidence >= ENOUGH ? Recognition.YES : Recognition.MAYBE;
            }
            at += header.total();
        }
        return evidence >= ENOUGH ? Recognition.YES : Recognition.MAYBE;
    }

    private static Recognition connect(Window first, int at) {
        Recognition old = matches(first, at, NAME_3_1);
        return old == Recognition.NO ? matches(first, at, NAME_3_1_1) : old;
    }

    private static Recognition matches(Window first, int at, byte[] name) {
        int available = Math.min(name.length, first.length() - at);
        for (int index = 0; index < available; index++) {
            if (first.u8(at + index) != name[index]) {
                return Recognition.NO;
            }
        }
        return available == name.length ? Recognition.YES : Recognition.MAYBE;
    }

    private int weigh(Window first, int at) {
        int available = first.length() - at - header.length();
        if (header.remaining() > available) {
            return header.type() == MqttPacketType.PUBLISH
                    ? weighCut(first, at, available)
                    : weighBegun(first, at, available);
        }
        if (!fits(first, at, MqttVersion.V3_1_1) && !fits(first, at, MqttVersion.V5)) {
            return CONTRADICTION;
        }
        return switch (header.type()) {
            case PUBLISH -> topicIsClean(first, at + header.length()) ? STRONG : CONTRADICTION;
            case SUBSCRIBE, UNSUBSCRIBE -> STRONG;
            case CONNACK, AUTH -> header.remaining() > 2 ? STRONG : FAIR;
            default -> WEAK;
        };
    }

    /** Packets other than PUBLISH that are not there yet: their length is judged, and an answer's reason code. */
    private int weighBegun(Window first, int at, int available) {
        boolean plausible = switch (header.type()) {
            case PINGREQ, PINGRESP -> false;
            case SUBSCRIBE, UNSUBSCRIBE -> header.remaining() >= 5;
            case PUBACK, PUBREC, PUBREL, PUBCOMP ->
                available < 3 || MqttReason.known(header.type(), first.u8(at + header.length() + 2), true);
            default -> true;
        };
        return plausible ? 0 : CONTRADICTION;
    }

    private boolean fits(Window first, int at, MqttVersion version) {
        reader.over(first, at + header.length(), header.remaining(), (anomaly, detail) -> {});
        return MqttPackets.read(reader, header.firstByte(), version) != null && !reader.complained();
    }

    /** A topic without control characters, as every plant's topics are; empty only with an alias, which was read already. */
    private boolean topicIsClean(Window first, int at) {
        int length = first.u16(at);
        for (int index = 0; index < length; index++) {
            int character = first.u8(at + 2 + index);
            if (character < 0x20 || character == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private int weighCut(Window first, int at, int available) {
        int body = at + header.length();
        if (available < 2) {
            return header.remaining() < 3 ? CONTRADICTION : 0;
        }
        int length = first.u16(body);
        int least = 2 + length + ((header.firstByte() & 6) == 0 ? 0 : 2);
        if (least > header.remaining()) {
            return CONTRADICTION;
        }
        if (2 + length > available) {
            return 0;
        }
        reader.over(first, body, available, (anomaly, detail) -> {});
        Publish publish = MqttPackets.publishHead(reader, header.firstByte(), false, header.remaining());
        if (reader.complained() && publish.topicLength() > 0 && !reader.broken() || !topicIsClean(first, body)) {
            return CONTRADICTION;
        }
        return length >= 3 && first.length() - at >= LONG_PACKET ? STRONG : 0;
    }

    /**
     * The version one packet of a connection shows whose CONNECT was not seen, or unknown where it fits both.
     *
     * @param body over the bytes after the fixed header
     */
    static MqttVersion infer(MqttReader body, int firstByte, Window bytes, int at, int length) {
        MqttReader.Findings quiet = (anomaly, detail) -> {};
        body.over(bytes, at, length, quiet);
        boolean five = MqttPackets.read(body, firstByte, MqttVersion.V5) instanceof MqttPacket packet
                && !body.complained()
                && (!(packet instanceof Publish publish) || startsReadable(body.bytes(), publish));
        body.over(bytes, at, length, quiet);
        boolean three = MqttPackets.read(body, firstByte, MqttVersion.V3_1_1) != null && !body.complained();
        boolean publish = MqttPacketType.of(firstByte) == MqttPacketType.PUBLISH;
        if (five && (publish || !three)) {
            return MqttVersion.V5;
        }
        return three && !five ? MqttVersion.V3_1_1 : MqttVersion.UNKNOWN;
    }

    /** Before version 5 a payload can start with what looks like properties, but hardly with readable text after them. */
    private static boolean startsReadable(Window body, Publish publish) {
        if (publish.payloadLength() == 0) {
            return true;
        }
        int first = body.u8(publish.payloadAt());
        return first >= 0x20 && first < 0x7F;
    }
}
