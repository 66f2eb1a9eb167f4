package io.fieldwarden.agent.decode.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes packets field by field, as the standard lists them. */
final class PacketBytes {
    private final int firstByte;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private PacketBytes(int firstByte) {
        this.firstByte = firstByte;
    }

    static PacketBytes packet(int firstByte) {
        return new PacketBytes(firstByte);
    }

    static PacketBytes body() {
        return new PacketBytes(0);
    }

    PacketBytes u8(int value) {
        body.write(value);
        return this;
    }

    PacketBytes u16(int value) {
        return u8(value >> 8).u8(value & 0xFF);
    }

    PacketBytes u32(long value) {
        return u16((int) (value >> 16) & 0xFFFF).u16((int) value & 0xFFFF);
    }

    PacketBytes varint(int value) {
        int left = value;
        while (left > 0x7F) {
            u8((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        return u8(left);
    }

    PacketBytes raw(byte... bytes) {
        body.writeBytes(bytes);
        return this;
    }

    PacketBytes raw(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    PacketBytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u16(utf8.length).raw(utf8);
    }

    /** A property block: its length, then what {@code properties} wrote. */
    PacketBytes properties(PacketBytes properties) {
        return varint(properties.body.size()).raw(properties.body.toByteArray());
    }

    PacketBytes noProperties() {
        return u8(0);
    }

    byte[] bytes() {
        return packet(0)
                .headerFor(firstByte, body.size())
                .raw(body.toByteArray())
                .body
                .toByteArray();
    }

    private PacketBytes headerFor(int first, int length) {
        return u8(first).varint(length);
    }

    static byte[] join(byte[]... packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.writeBytes(packet);
        }
        return all.toByteArray();
    }

    static byte[] connect(int level, String clientId) {
        PacketBytes packet = packet(0x10) // CONNECT
                .text(level == 3 ? "MQIsdp" : "MQTT") // protocol name
                .u8(level) // protocol level
                .u8(0x02) // connect flags: clean session
                .u16(60); // keep alive
        return (level == 5 ? packet.noProperties() : packet).text(clientId).bytes();
    }

    static byte[] connack(int level, int reason) {
        PacketBytes packet = packet(0x20).u8(0).u8(reason); // CONNACK: flags, reason code
        return (level == 5 ? packet.noProperties() : packet).bytes();
    }

    static byte[] publish(String topic, String payload) {
        return packet(0x30).text(topic).raw(payload).bytes(); // PUBLISH with QoS 0, before version 5
    }
}
