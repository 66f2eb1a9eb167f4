package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.decode.mqtt.MqttPacket.Publish;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;

/**
 * One MQTT connection: finds the packets in both directions, and hands what they say to {@link MqttConversation}. Of a
 * packet longer than the limit only the part before its payload is waited for; the rest is let go as it arrives.
 */
final class MqttSession implements ProtocolSession {
    private final MqttLimits limits;
    private final MqttConversation conversation;
    private final MqttRecognition recognition;
    private final MqttHeader header = new MqttHeader();
    private final MqttReader reader;
    private final Window rest = new Window();
    private final Side originator = new Side();
    private final Side responder = new Side();
    private int malformed;

    /** Where one direction stands. */
    private static final class Side {
        /** Bytes of a long packet still to be let go. */
        long skip;
        /** Length of the packet begun but not complete, 0 if none or not known. */
        long begun;
        /** Bytes of it that were shown so far. */
        int shown;
        /** Whether the start of the next packet has to be found. */
        boolean lost;
    }

    MqttSession(Connection connection, DecodeContext context, MqttDecoder.Lane lane) {
        this.limits = lane.limits();
        this.conversation = new MqttConversation(connection, context, lane);
        this.recognition = lane.recognition();
        this.reader = lane.reader();
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        Side side = side(from);
        conversation.now(from, atNanos);
        int at = 0;
        while (at < bytes.length()) {
            int step = side.skip > 0 ? skip(side, bytes.length() - at) : packet(from, side, bytes, at);
            if (step == Verdict.MALFORMED) {
                return step;
            }
            if (step < 0) {
                side.shown = bytes.length() - at;
                return at > 0 ? Verdict.consumed(at) : step;
            }
            at += step;
            side.begun = 0;
        }
        return Verdict.consumed(at);
    }

    private Side side(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originator : responder;
    }

    private static int skip(Side side, int available) {
        int step = (int) Math.min(side.skip, available);
        side.skip -= step;
        return step;
    }

    /** One packet: bytes consumed, or a verdict. */
    private int packet(Direction from, Side side, Window bytes, int at) {
        int available = bytes.length() - at;
        if (side.lost) {
            int verdict = findStart(side, bytes, at);
            if (verdict != 0) {
                return verdict;
            }
        }
        int missing = header.read(bytes, at);
        if (missing == MqttHeader.BROKEN) {
            conversation.found(MqttAnomaly.INVALID_LENGTH, "remaining length does not end within 4 bytes");
            return Verdict.MALFORMED;
        }
        if (missing > 0) {
            return Verdict.need(missing);
        }
        side.begun = header.total();
        if (header.total() > limits.packetBytesMax()) {
            return longPacket(from, side, bytes, at);
        }
        if (header.total() > available) {
            return Verdict.need(header.total() - available);
        }
        wholePacket(from, bytes, at);
        return givenUp() ? Verdict.MALFORMED : header.total();
    }

    private void wholePacket(Direction from, Window bytes, int at) {
        checkLength();
        MqttPacketType type = header.type();
        int body = at + header.length();
        if (conversation.version() == MqttVersion.UNKNOWN) {
            conversation.inferred(
                    MqttRecognition.infer(reader, header.firstByte(), bytes, body, header.remaining()),
                    type == MqttPacketType.PUBLISH);
        }
        reader.over(bytes, body, header.remaining(), conversation);
        conversation.arrived(from, type);
        MqttPacket packet = MqttPackets.read(reader, header.firstByte(), conversation.assumedVersion());
        if (packet == null) {
            malformed++;
        } else {
            conversation.packet(from, packet, reader);
        }
    }

    private void checkLength() {
        if (header.padded()) {
            conversation.found(
                    MqttAnomaly.PADDED_LENGTH,
                    "remaining length " + header.remaining() + " takes " + (header.length() - 1) + " bytes");
        }
    }

    private boolean givenUp() {
        if (malformed < limits.malformedMax()) {
            return false;
        }
        conversation.found(MqttAnomaly.GIVEN_UP, malformed + " malformed packets");
        return true;
    }

    /** A packet beyond the limit: its head is decoded if it is a PUBLISH, and the rest let go without being kept. */
    private int longPacket(Direction from, Side side, Window bytes, int at) {
        int available = bytes.length() - at;
        int headLength = header.type() == MqttPacketType.PUBLISH ? headLength(bytes, at) : header.length();
        if (headLength > available) {
            return Verdict.need(headLength - available);
        }
        checkLength();
        conversation.arrived(from, header.type());
        conversation.found(
                MqttAnomaly.TOO_LARGE,
                header.type().label() + " of " + header.total() + " bytes, limit " + limits.packetBytesMax()
                        + "; its payload is skipped");
        if (header.type() == MqttPacketType.PUBLISH && headLength > header.length()) {
            reader.over(bytes, at + header.length(), headLength - header.length(), conversation);
            boolean five = conversation.assumedVersion() == MqttVersion.V5;
            Publish publish = MqttPackets.publishHead(reader, header.firstByte(), five, header.remaining());
            if (reader.broken()) {
                malformed++;
            } else {
                conversation.longPublish(from, publish, reader);
            }
        }
        side.skip = header.total() - headLength;
        return givenUp() ? Verdict.MALFORMED : headLength;
    }

    /**
     * Bytes of a long PUBLISH before its payload, as far as they can be told from what is there; the fixed header alone if
     * they are beyond the limit themselves.
     */
    private int headLength(Window bytes, int at) {
        int known = header.length() + 2;
        if (bytes.length() - at < known) {
            return known;
        }
        known += bytes.u16(at + header.length()) + ((header.firstByte() & 6) == 0 ? 0 : 2);
        if (conversation.assumedVersion() == MqttVersion.V5) {
            int properties = 0;
            int part = 0x80;
            for (int index = 0; index < 4 && part >= 0x80; index++) {
                known++;
                if (bytes.length() - at < known) {
                    return Math.min(known, limits.packetBytesMax());
                }
                part = bytes.u8(at + known - 1);
                properties |= (part & 0x7F) << (7 * index);
            }
            known += properties;
        }
        return known > limits.packetBytesMax() || known > header.total() ? header.length() : known;
    }

    /** After a gap: 0 if a packet starts here, otherwise what to do with these bytes. */
    private int findStart(Side side, Window bytes, int at) {
        int available = bytes.length() - at;
        Recognition recognised = recognition.judge(rest.over(bytes, at, available), true);
        if (recognised == Recognition.YES) {
            side.lost = false;
            return 0;
        }
        boolean wait = recognised == Recognition.MAYBE && available < limits.resyncBytesMax();
        return wait ? Verdict.need(1) : available;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        Side side = side(from);
        conversation.gap();
        long left = side.skip > 0 ? side.skip : side.begun - side.shown;
        side.begun = 0;
        if (!side.lost && left >= missing) {
            side.skip = left - missing; // the gap lies within one packet: the next one can still be found
            return;
        }
        side.skip = 0;
        side.lost = true;
    }

    @Override
    public void timePassed(long atNanos) {
        conversation.timePassed(atNanos);
    }

    @Override
    public void close(long atNanos) {
        conversation.close();
    }
}
