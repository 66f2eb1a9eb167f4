package io.fieldwarden.agent.decode.mqtt;

import static io.fieldwarden.agent.decode.mqtt.PacketBytes.body;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connack;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connect;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.packet;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule broken once, and nothing else told. */
class MqttAnomalyTest {

    static Stream<Arguments> byClient() {
        return Stream.of(
                broken("unassigned-type", 4, packet(0x00).bytes()), // type 0
                broken("unassigned-type", 4, packet(0xF0).bytes()), // AUTH before version 5
                broken("reserved-flags", 4, packet(0xC1).bytes()), // PINGREQ with flags
                broken("reserved-flags", 4, packet(0x80).u16(1).text("a").u8(0).bytes()), // SUBSCRIBE without flag 2
                broken("invalid-qos", 4, packet(0x36).text("a").u16(1).bytes()), // PUBLISH with QoS 3
                broken("invalid-qos", 4, packet(0x82).u16(1).text("a").u8(3).bytes()), // asks for QoS 3
                broken(
                        "dup-without-qos",
                        4,
                        packet(0x38).text("a").raw("\u0001").bytes()),
                broken("truncated", 4, packet(0x30).u16(9).raw("abc").bytes()), // topic beyond the packet
                broken("trailing-bytes", 4, packet(0xC0).u8(0).bytes()),
                broken("padded-length", 4, new byte[] {(byte) 0xC0, (byte) 0x80, 0}), // 0 in two bytes
                broken(
                        "invalid-utf8",
                        4,
                        packet(0x30).u16(2).raw((byte) 0xC3, (byte) 0x28).bytes()),
                broken(
                        "invalid-utf8",
                        4,
                        packet(0x30)
                                .u16(3)
                                .raw((byte) 0xED, (byte) 0xA0, (byte) 0x80)
                                .bytes()),
                broken("null-character", 4, packet(0x30).u16(2).u8('a').u8(0).bytes()),
                broken("empty-topic", 4, packet(0x30).text("").raw("1").bytes()));
    }

    static Stream<Arguments> byClientInTopicsAndOrder() {
        return Stream.of(
                broken("wildcard-in-topic", 4, publish("a/#", "1")),
                broken("wildcard-in-topic", 4, publish("a/+/b", "1")),
                broken(
                        "invalid-topic-filter",
                        4,
                        packet(0x82).u16(1).text("a/#/b").u8(0).bytes()),
                broken(
                        "invalid-topic-filter",
                        4,
                        packet(0x82).u16(1).text("a+").u8(0).bytes()),
                broken(
                        "invalid-topic-filter",
                        4,
                        packet(0x82).u16(1).text("").u8(0).bytes()),
                broken(
                        "invalid-topic-filter",
                        4,
                        packet(0x82).u16(1).text("$share/g").u8(0).bytes()),
                broken("subscribe-without-filter", 4, packet(0x82).u16(1).bytes()),
                broken("unsubscribe-without-filter", 4, packet(0xA2).u16(1).bytes()),
                broken("packet-id-zero", 4, packet(0x32).text("a").u16(0).bytes()),
                broken("packet-id-unintroduced", 4, packet(0x40).u16(77).bytes()), // PUBACK
                broken("double-connect", 4, connect(4, "again")),
                broken("wrong-side", 4, packet(0x90).u16(1).u8(0).bytes())); // SUBACK of a client
    }

    static Stream<Arguments> byClientOfVersion5() {
        return Stream.of(
                broken(
                        "unknown-property",
                        5,
                        packet(0x30).text("a").properties(body().u8(0x7E).u8(1)).bytes()),
                broken(
                        "property-not-allowed",
                        5,
                        packet(0x30)
                                .text("a")
                                .properties(body().u8(0x21).u16(1))
                                .bytes()),
                broken(
                        "property-duplicate",
                        5,
                        packet(0x30)
                                .text("a")
                                .properties(body().u8(0x01).u8(1).u8(0x01).u8(1))
                                .bytes()),
                broken(
                        "property-value",
                        5,
                        packet(0x30).text("a").properties(body().u8(0x01).u8(2)).bytes()),
                broken(
                        "property-value",
                        5,
                        packet(0x30)
                                .text("a")
                                .properties(body().u8(0x23).u16(0))
                                .bytes()),
                broken(
                        "property-length",
                        5,
                        packet(0x30).text("a").u8(9).raw("1").bytes()),
                broken(
                        "topic-alias-unknown",
                        5,
                        packet(0x30).text("").properties(body().u8(0x23).u16(1)).bytes()),
                broken(
                        "reserved-flags",
                        5,
                        packet(0x82).u16(1).noProperties().text("a").u8(0x40).bytes()),
                broken("unknown-reason", 5, packet(0xE0).u8(0x55).bytes())); // DISCONNECT
    }

    private static Arguments broken(String code, int level, byte[] packet) {
        return Arguments.of(code, level, packet);
    }

    @ParameterizedTest
    @MethodSource({"byClient", "byClientInTopicsAndOrder", "byClientOfVersion5"})
    void broken_rule_of_a_client_is_told(String code, int level, byte[] packet) {
        byte[] connack = level == 5
                ? packet(0x20).u8(0).u8(0).properties(body().u8(0x22).u16(9)).bytes()
                : connack(4, 0);
        Conversation conversation =
                new Conversation().client(connect(level, "c")).broker(connack).client(packet);
        assertThat(conversation.operations("connect")).hasSize(1);
        List<String> others = conversation.anomalies().stream()
                .filter(anomaly -> !anomaly.equals("packet-id-unintroduced") && !anomaly.equals("wrong-side"))
                .toList();
        assertThat(conversation.anomalies()).contains(code);
        assertThat(others).allMatch(code::equals);
        conversation.client(packet(0xC0).bytes()).broker(packet(0xD0).bytes());
        assertThat(conversation.operations("pingreq")).isNotEmpty(); // the stream goes on
    }

    static Stream<Arguments> connects() {
        return Stream.of(
                Arguments.of(
                        "invalid-protocol-level", head("MQTT", 6, 2).text("c").bytes()),
                Arguments.of(
                        "invalid-protocol-level", head("MQIsdp", 4, 2).text("c").bytes()),
                Arguments.of(
                        "invalid-protocol-name", head("MQTX", 4, 2).text("c").bytes()),
                Arguments.of("reserved-flags", head("MQTT", 4, 3).text("c").bytes()),
                Arguments.of(
                        "will-flags-without-will",
                        head("MQTT", 4, 0x22).text("c").bytes()),
                Arguments.of(
                        "invalid-qos",
                        head("MQTT", 4, 0x1E).text("c").text("w").text("p").bytes()),
                Arguments.of(
                        "password-without-username",
                        head("MQTT", 4, 0x42).text("c").text("pw").bytes()),
                Arguments.of("empty-client-id", head("MQTT", 4, 0).text("").bytes()),
                Arguments.of(
                        "truncated",
                        head("MQTT", 4, 0xC2).text("c").text("user").bytes()));
    }

    private static PacketBytes head(String name, int level, int flags) {
        return packet(0x10).text(name).u8(level).u8(flags).u16(60);
    }

    @ParameterizedTest
    @MethodSource("connects")
    void broken_connect_is_told(String code, byte[] connect) {
        assertThat(new Conversation().client(connect).anomalies()).containsExactly(code);
    }

    @Test
    void order_of_packets_is_checked() {
        assertThat(new Conversation().client(publish("a", "1")).anomalies()).containsExactly("missing-connect");
        assertThat(new Conversation().broker(connack(4, 0)).anomalies()).containsExactly("connack-without-connect");
        Conversation twice = new Conversation().client(connect(4, "c")).broker(connack(4, 0), connack(4, 0));
        assertThat(twice.anomalies()).containsExactly("double-connack");
        Conversation after = new Conversation()
                .client(connect(4, "c"))
                .broker(connack(4, 0))
                .client(packet(0xE0).bytes(), publish("a", "1"));
        assertThat(after.anomalies()).containsExactly("packet-after-disconnect");
        Conversation ping = new Conversation()
                .client(connect(4, "c"))
                .broker(connack(4, 0), packet(0xD0).bytes());
        assertThat(ping.anomalies()).containsExactly("pingresp-without-pingreq");
        byte[] publish = packet(0x32).text("t").u16(1).raw("1").bytes();
        Conversation reuse =
                new Conversation().client(connect(4, "c")).broker(connack(4, 0)).client(publish, publish);
        assertThat(reuse.anomalies()).containsExactly("packet-id-in-use");
        Conversation count = new Conversation()
                .client(connect(4, "c"))
                .broker(connack(4, 0))
                .client(packet(0x82).u16(1).text("a").u8(0).bytes())
                .broker(packet(0x90).u16(1).u8(0).u8(0).bytes());
        assertThat(count.anomalies()).containsExactly("answer-count");
    }

    @Test
    void length_without_end_stops_decoding() {
        Conversation conversation = new Conversation()
                .client(connect(4, "c"))
                .client(new byte[] {0x30, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1});
        assertThat(conversation.anomalies()).containsExactly("invalid-length");
        assertThat(conversation.retired).isTrue();
    }

    @Test
    void too_many_malformed_packets_stop_decoding() {
        Conversation conversation = new Conversation().client(connect(4, "c"));
        for (int index = 0; index < 100; index++) {
            conversation.client(packet(0x00).bytes());
        }
        assertThat(conversation.retired).isTrue();
        assertThat(conversation.anomalies())
                .hasSize(MqttLimits.DEFAULT.malformedMax() + 1)
                .endsWith("given-up");
    }

    @Test
    void findings_of_one_packet_are_bounded() {
        PacketBytes flood = body();
        for (int index = 0; index < 10_000; index++) {
            flood.u8(0x21).u16(1); // receive maximum, which PUBLISH may not carry
        }
        Conversation conversation = new Conversation()
                .client(connect(5, "c"))
                .broker(connack(5, 0))
                .client(packet(0x30).text("a").properties(flood).bytes());
        assertThat(conversation.anomalies()).hasSize(MqttLimits.DEFAULT.findingsMax());
        assertThat(conversation.operations("publish")).hasSize(1);
    }
}
