package io.fieldwarden.agent.decode.mqtt;

import static io.fieldwarden.agent.decode.mqtt.PacketBytes.body;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connack;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connect;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.packet;

import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.List;

/** One valid conversation with every packet type, for each version. */
final class PacketCorpus {
    private PacketCorpus() {}

    /** A packet and who sends it. */
    @SuppressWarnings("ArrayRecordComponent") // bytes of a test
    record Sent(Direction from, byte[] bytes) {}

    private static Sent client(PacketBytes packet) {
        return new Sent(Direction.FROM_ORIGINATOR, packet.bytes());
    }

    private static Sent broker(PacketBytes packet) {
        return new Sent(Direction.FROM_RESPONDER, packet.bytes());
    }

    static List<Sent> conversation(int level) {
        return level == 5 ? version5() : beforeVersion5(level);
    }

    private static List<Sent> beforeVersion5(int level) {
        List<Sent> sent = new ArrayList<>();
        sent.add(client(packet(0x10) // CONNECT
                .text(level == 3 ? "MQIsdp" : "MQTT")
                .u8(level)
                .u8(0xEE) // user name, password, will retain, will QoS 1, will, clean session
                .u16(60)
                .text("client")
                .text("will/topic")
                .text("will payload")
                .text("user")
                .text("secret")));
        sent.add(new Sent(Direction.FROM_RESPONDER, connack(level, 0)));
        sent.add(client(packet(0x82).u16(1).text("a/#").u8(1).text("+/b").u8(2))); // SUBSCRIBE
        sent.add(broker(packet(0x90).u16(1).u8(1).u8(2))); // SUBACK
        sent.add(broker(packet(0x31).text("a/b").raw("{\"v\":1}"))); // PUBLISH, retained
        sent.add(client(packet(0x32).text("a/c").u16(2).raw("2.5"))); // PUBLISH with QoS 1
        sent.add(broker(packet(0x40).u16(2))); // PUBACK
        sent.add(client(packet(0x34).text("a/d").u16(3).raw("ON"))); // PUBLISH with QoS 2
        sent.add(broker(packet(0x50).u16(3))); // PUBREC
        sent.add(client(packet(0x62).u16(3))); // PUBREL
        sent.add(broker(packet(0x70).u16(3))); // PUBCOMP
        sent.add(client(packet(0xC0))); // PINGREQ
        sent.add(broker(packet(0xD0))); // PINGRESP
        sent.add(client(packet(0xA2).u16(4).text("a/#"))); // UNSUBSCRIBE
        sent.add(broker(packet(0xB0).u16(4))); // UNSUBACK
        sent.add(client(packet(0x30).text("a/empty"))); // PUBLISH without payload
        sent.add(client(packet(0xE0))); // DISCONNECT
        return sent;
    }

    private static List<Sent> version5() {
        List<Sent> sent = new ArrayList<>();
        sent.add(new Sent(Direction.FROM_ORIGINATOR, connect(5, "client")));
        sent.add(client(packet(0xF0) // AUTH: continue authentication
                .u8(0x18)
                .properties(body().u8(0x15).text("SCRAM").u8(0x16).text("data"))));
        sent.add(broker(packet(0x20).u8(0).u8(0).properties(body().u8(0x22).u16(5)))); // CONNACK with alias maximum
        sent.add(client(packet(0x82) // SUBSCRIBE
                .u16(1)
                .properties(body().u8(0x0B).varint(300)) // subscription identifier
                .text("$share/g/a/#")
                .u8(0x2D)));
        sent.add(broker(
                packet(0x90).u16(1).properties(body().u8(0x1F).text("fine")).u8(1))); // SUBACK
        sent.add(broker(packet(0x31) // PUBLISH, retained, with every property
                .text("a/b")
                .properties(body().u8(0x01)
                        .u8(1)
                        .u8(0x02)
                        .u32(3600)
                        .u8(0x03)
                        .text("application/json")
                        .u8(0x08)
                        .text("reply/to")
                        .u8(0x09)
                        .text("id")
                        .u8(0x0B)
                        .varint(300)
                        .u8(0x26)
                        .text("k")
                        .text("v"))
                .raw("{\"v\":1}")));
        PacketBytes alias = body().u8(0x23).u16(2);
        sent.add(client(packet(0x32).text("a/c").u16(2).properties(alias).raw("2.5"))); // PUBLISH with QoS 1
        sent.add(broker(packet(0x40).u16(2).u8(0x10))); // PUBACK: no matching subscribers
        sent.add(client(packet(0x34).text("").u16(3).properties(alias).raw("ON"))); // PUBLISH with QoS 2
        sent.add(broker(packet(0x50).u16(3).u8(0).noProperties())); // PUBREC
        sent.add(client(packet(0x62).u16(3))); // PUBREL
        sent.add(broker(packet(0x70).u16(3).u8(0))); // PUBCOMP
        sent.add(client(packet(0xC0))); // PINGREQ
        sent.add(broker(packet(0xD0))); // PINGRESP
        sent.add(client(packet(0xA2).u16(4).noProperties().text("a/#"))); // UNSUBSCRIBE
        sent.add(broker(packet(0xB0).u16(4).noProperties().u8(0x11))); // UNSUBACK: no subscription existed
        sent.add(broker(packet(0xE0).u8(0x8E).noProperties())); // DISCONNECT: session taken over
        sent.add(client(packet(0xE0).u8(4).properties(body().u8(0x11).u32(0)))); // DISCONNECT with will
        return sent;
    }
}
