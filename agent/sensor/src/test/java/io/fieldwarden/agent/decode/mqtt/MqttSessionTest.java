package io.fieldwarden.agent.decode.mqtt;

import static io.fieldwarden.agent.decode.mqtt.PacketBytes.body;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connack;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connect;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.packet;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.publish;
import static io.fieldwarden.agent.observation.Direction.FROM_ORIGINATOR;
import static io.fieldwarden.agent.observation.Direction.FROM_RESPONDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSessionTest {

    private static Conversation connected(int level) {
        return new Conversation().client(connect(level, "plc-7")).broker(connack(level, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void connect_is_told_with_its_answer_and_names_the_client(int level) {
        Conversation conversation = connected(level);
        assertThat(conversation.seen).hasSize(2);
        OperationSeen connect = conversation.operations().getFirst();
        assertThat(connect.operation().access()).isEqualTo(Access.SESSION);
        assertThat(connect.operation().attribute("client_id")).isEqualTo("plc-7");
        assertThat(connect.operation().attribute("proto_version"))
                .isEqualTo(level == 3 ? "3.1" : level == 4 ? "3.1.1" : "5.0");
        assertThat(connect.operation().attribute(level == 5 ? "clean_start" : "clean_session"))
                .isEqualTo("true");
        assertThat(connect.operation().attribute("keep_alive")).isEqualTo("60");
        assertThat(connect.outcome()).isEqualTo(Outcome.SUCCEEDED);
        IdentitySeen identity = (IdentitySeen) conversation.seen.getLast();
        assertThat(identity.asset().mac()).isEqualTo(2);
        assertThat(identity.facts()).contains(new Attribute("name", "plc-7"));
    }

    @Test
    void connect_carries_will_and_credentials_flags_but_never_the_credentials() {
        byte[] connect = packet(0x10) // CONNECT
                .text("MQTT") // protocol name
                .u8(4) // level: 3.1.1
                .u8(0b1110_1110) // user name, password, will retain, will QoS 1, will, clean session
                .u16(30) // keep alive
                .text("pump") // client id
                .text("dead/pump") // will topic
                .text("gone") // will payload
                .text("operator") // user name
                .text("s3cret") // password
                .bytes();
        Conversation conversation = new Conversation().client(connect).broker(connack(4, 5));
        Operation operation = conversation.operations("connect").getFirst().operation();
        assertThat(operation.attribute("will_topic")).isEqualTo("dead/pump");
        assertThat(operation.attribute("will_qos")).isEqualTo("1");
        assertThat(operation.attribute("will_retain")).isEqualTo("true");
        assertThat(operation.attribute("will_payload_len")).isEqualTo("4");
        assertThat(operation.attribute("has_username")).isEqualTo("true");
        assertThat(operation.attribute("has_password")).isEqualTo("true");
        assertThat(operation.attribute("username_hash")).isEqualTo("06e55b633481f7bb");
        assertThat(conversation.seen.toString()).doesNotContain("operator").doesNotContain("s3cret");
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.refused(5, "not authorized"));
        assertThat(conversation.seen).noneMatch(IdentitySeen.class::isInstance);
    }

    @Test
    void version_5_connect_and_connack_properties_are_told_and_the_assigned_client_id_counts() {
        byte[] connect = packet(0x10) // CONNECT
                .text("MQTT") // protocol name
                .u8(5) // level
                .u8(0x02) // connect flags: clean start
                .u16(10) // keep alive
                .properties(body().u8(0x11)
                        .u32(120) // session expiry interval
                        .u8(0x21)
                        .u16(20) // receive maximum
                        .u8(0x15)
                        .text("SCRAM") // authentication method
                        .u8(0x16)
                        .text("nonce") // authentication data
                        .u8(0x26)
                        .text("site")
                        .text("north")) // user property
                .text("") // client id: the broker assigns one
                .bytes();
        byte[] connack = packet(0x20)
                .u8(0) // acknowledge flags
                .u8(0) // reason code
                .properties(body().u8(0x12).text("auto-1")) // assigned client identifier
                .bytes();
        Conversation conversation = new Conversation().client(connect).broker(connack);
        Operation operation = conversation.operations("connect").getFirst().operation();
        assertThat(operation.attribute("session_expiry_interval")).isEqualTo("120");
        assertThat(operation.attribute("receive_maximum")).isEqualTo("20");
        assertThat(operation.attribute("authentication_method")).isEqualTo("SCRAM");
        assertThat(operation.attribute("authentication_data")).isEqualTo("5 bytes");
        assertThat(operation.attribute("user_property")).isEqualTo("site=north");
        assertThat(operation.attribute("connack_assigned_client_identifier")).isEqualTo("auto-1");
        conversation.client(packet(0x30).text("a/b").noProperties().raw("1").bytes());
        assertThat(conversation.operations("publish").getFirst().operation().attribute("client_id"))
                .isEqualTo("auto-1");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void publish_qos_0_is_one_way_and_its_payload_becomes_values() {
        Conversation conversation = connected(4)
                .client(publish("line1/temp", "{\"value\":23.5,\"ok\":true}"), publish("line1/state", "ON"));
        OperationSeen first = conversation.operations("publish").getFirst();
        assertThat(first.from()).isEqualTo(FROM_ORIGINATOR);
        assertThat(first.outcome()).isEqualTo(Outcome.ONE_WAY);
        assertThat(first.operation().access()).isEqualTo(Access.PUBLISH);
        assertThat(first.operation().points()).hasToString("line1/temp");
        assertThat(first.operation().attribute("client_id")).isEqualTo("plc-7");
        assertThat(first.operation().attribute("payload_len")).isEqualTo("24");
        assertThat(conversation.values())
                .containsExactly("line1/temp#/value=23.5", "line1/temp#/ok=1", "line1/state=ON");
        assertThat(((ValueSeen) conversation.seen.get(2)).way()).isEqualTo(ValueSeen.Way.REPORTED);
    }

    @Test
    void steady_telemetry_reuses_its_operation_and_points() {
        Conversation conversation = connected(4);
        for (int index = 0; index < 3; index++) {
            conversation.client(publish("line1/temp", "{\"value\":2" + index + ".5}"));
        }
        assertThat(conversation.operations("publish")).hasSize(3);
        assertThat(conversation.operations("publish").get(2).operation())
                .isSameAs(conversation.operations("publish").get(0).operation());
        var points = conversation.seen.stream()
                .filter(ValueSeen.class::isInstance)
                .map(seen -> ((ValueSeen) seen).points())
                .toList();
        assertThat(points).hasSize(3);
        assertThat(points.get(2)).isSameAs(points.get(0));
    }

    @Test
    void publish_of_the_broker_names_the_receiver() {
        Conversation conversation = connected(4).broker(publish("cmd/valve", "1"));
        OperationSeen publish = conversation.operations("publish").getFirst();
        assertThat(publish.from()).isEqualTo(FROM_RESPONDER);
        assertThat(publish.operation().attribute("from_client")).isEqualTo("false");
        assertThat(publish.operation().attribute("client_id")).isEmpty();
        assertThat(publish.operation().attribute("receiver_client_id")).isEqualTo("plc-7");
    }

    @Test
    void publish_qos_1_waits_for_puback_with_its_reason() {
        byte[] publish = packet(0x32) // PUBLISH with QoS 1
                .text("t") // topic
                .u16(7) // packet identifier
                .noProperties()
                .raw("5") // payload
                .bytes();
        byte[] puback = packet(0x40)
                .u16(7) // packet identifier
                .u8(0x87) // reason code: not authorized
                .bytes();
        Conversation conversation = connected(5).client(publish);
        assertThat(conversation.operations("publish")).isEmpty();
        assertThat(conversation.values()).containsExactly("t=5");
        conversation.broker(puback);
        assertThat(conversation.operations("publish").getFirst().outcome())
                .isEqualTo(Outcome.refused(0x87, "not authorized"));
        conversation.broker(puback);
        assertThat(conversation.anomalies()).containsExactly("packet-id-unintroduced");
    }

    @Test
    void publish_qos_2_is_told_once_and_its_flow_followed_to_the_end() {
        byte[] publish = packet(0x34).text("t").u16(9).raw("1").bytes(); // PUBLISH with QoS 2
        byte[] repeated = packet(0x3C).text("t").u16(9).raw("1").bytes(); // the same with DUP
        Conversation conversation = connected(4)
                .client(publish, repeated)
                .broker(packet(0x50).u16(9).bytes()) // PUBREC
                .client(packet(0x62).u16(9).bytes()) // PUBREL
                .broker(packet(0x70).u16(9).bytes()); // PUBCOMP
        assertThat(conversation.operations("publish")).hasSize(1);
        assertThat(conversation.operations("publish").getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(conversation.values()).hasSize(1);
        assertThat(conversation.anomalies()).isEmpty();
        conversation.broker(packet(0x70).u16(9).bytes());
        assertThat(conversation.anomalies()).containsExactly("packet-id-unintroduced");
    }

    @Test
    void subscribe_is_told_per_filter_with_what_was_granted() {
        byte[] subscribe = packet(0x82) // SUBSCRIBE
                .u16(3) // packet identifier
                .text("line1/#")
                .u8(1) // QoS 1
                .text("$share/g/cmd/+")
                .u8(2) // QoS 2
                .bytes();
        byte[] suback = packet(0x90).u16(3).u8(1).u8(0x80).bytes(); // granted QoS 1, failure
        Conversation conversation = connected(4).client(subscribe).broker(suback);
        assertThat(conversation.operations("subscribe")).hasSize(2);
        OperationSeen granted = conversation.operations("subscribe").get(0);
        assertThat(granted.operation().access()).isEqualTo(Access.SUBSCRIBE);
        assertThat(granted.operation().attribute("topic")).isEqualTo("line1/#");
        assertThat(granted.operation().attribute("qos")).isEqualTo("1");
        assertThat(granted.operation().attribute("granted_qos")).isEqualTo("1");
        assertThat(granted.outcome()).isEqualTo(Outcome.SUCCEEDED);
        OperationSeen declined = conversation.operations("subscribe").get(1);
        assertThat(declined.operation().attribute("topic")).isEqualTo("$share/g/cmd/+");
        assertThat(declined.outcome().kind()).isEqualTo(Outcome.Kind.REFUSED);
        conversation
                .client(packet(0xA2).u16(4).text("line1/#").bytes()) // UNSUBSCRIBE
                .broker(packet(0xB0).u16(4).bytes()); // UNSUBACK
        assertThat(conversation.operations("unsubscribe")).hasSize(1);
        assertThat(conversation.operations("unsubscribe").getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void ping_disconnect_and_auth_keep_the_session() {
        Conversation conversation = connected(5)
                .client(packet(0xC0).bytes()) // PINGREQ
                .broker(packet(0xD0).bytes()) // PINGRESP
                .client(packet(0xF0)
                        .u8(0x19) // AUTH: re-authenticate
                        .properties(body().u8(0x15).text("SCRAM"))
                        .bytes())
                .broker(packet(0xE0).u8(0x8E).noProperties().bytes()); // DISCONNECT: session taken over
        assertThat(conversation.operations("pingreq").getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(conversation.operations("auth").getFirst().operation().attribute("reason"))
                .isEqualTo("re-authenticate");
        OperationSeen end = conversation.operations("disconnect").getFirst();
        assertThat(end.from()).isEqualTo(FROM_RESPONDER);
        assertThat(end.operation().attribute("reason")).isEqualTo("session taken over");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void what_is_not_answered_is_told_as_unanswered_once() {
        Conversation conversation = connected(4)
                .client(packet(0x32).text("t").u16(1).raw("1").bytes()) // PUBLISH with QoS 1
                .client(packet(0x82).u16(2).text("#").u8(0).bytes()) // SUBSCRIBE
                .client(packet(0xC0).bytes()); // PINGREQ
        conversation.after(29);
        assertThat(conversation.operations()).hasSize(1);
        conversation.after(2).after(1).close();
        assertThat(conversation.operations()).hasSize(4);
        assertThat(conversation.operations().subList(1, 4))
                .allMatch(seen -> seen.outcome().equals(Outcome.UNANSWERED));
        conversation.broker(packet(0x40).u16(1).bytes());
    }

    @Test
    void late_answer_after_the_limit_is_not_an_anomaly() {
        Conversation conversation = connected(4)
                .client(packet(0x32).text("t").u16(1).raw("1").bytes()) // PUBLISH with QoS 1
                .after(31)
                .broker(packet(0x40).u16(1).bytes()); // PUBACK
        assertThat(conversation.operations("publish")).hasSize(1);
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void topic_alias_is_resolved_per_direction() {
        PacketBytes alias = body().u8(0x23).u16(1); // topic alias 1
        byte[] first =
                packet(0x30).text("line1/speed").properties(alias).raw("1").bytes();
        byte[] second = packet(0x30).text("").properties(alias).raw("2").bytes();
        byte[] connack = packet(0x20)
                .u8(0)
                .u8(0)
                .properties(body().u8(0x22).u16(1)) // topic alias maximum 1
                .bytes();
        Conversation conversation =
                new Conversation().client(connect(5, "c")).broker(connack).client(first, second);
        assertThat(conversation.operations("publish")).hasSize(2);
        assertThat(conversation.operations("publish").get(1).operation().attribute("topic"))
                .isEqualTo("line1/speed");
        assertThat(conversation.values()).containsExactly("line1/speed=1", "line1/speed=2");
        assertThat(conversation.anomalies()).isEmpty();
        conversation.broker(second);
        assertThat(conversation.anomalies()).containsExactly("topic-alias-too-large", "topic-alias-unknown");
    }

    @Test
    void too_large_publish_is_told_by_its_head_and_its_payload_skipped() {
        MqttLimits limits = MqttLimits.DEFAULT;
        int size = 3 * limits.packetBytesMax();
        byte[] large = packet(0x32).text("image").u16(5).raw(new byte[size]).bytes();
        Conversation conversation = connected(4);
        int chunk = 1400;
        for (int at = 0; at < large.length; at += chunk) {
            conversation.client(java.util.Arrays.copyOfRange(large, at, Math.min(large.length, at + chunk)));
        }
        conversation.broker(packet(0x40).u16(5).bytes()).client(publish("next", "1"));
        assertThat(conversation.anomalies()).containsExactly("too-large");
        assertThat(conversation.operations("publish")).hasSize(2);
        assertThat(conversation.operations("publish").get(0).operation().attribute("payload_len"))
                .isEqualTo(Integer.toString(size));
        assertThat(conversation.values()).containsExactly("next=1");
    }

    @Test
    void gap_inside_a_packet_does_not_lose_the_next_one() {
        byte[] publish = packet(0x30).text("big").raw(new byte[1000]).bytes();
        Conversation conversation = connected(4)
                .client(java.util.Arrays.copyOf(publish, 100))
                .gap(FROM_ORIGINATOR, 500)
                .client(java.util.Arrays.copyOfRange(publish, 600, publish.length), publish("next", "1"));
        assertThat(conversation.values()).containsExactly("next=1");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void gap_over_packets_is_followed_by_a_fresh_start_at_a_packet() {
        byte[] publish = publish("line1/temp", "{\"value\":1}");
        Conversation conversation = connected(4)
                .gap(FROM_ORIGINATOR, 5000)
                .client("rest of something else".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .client(publish)
                .client(publish);
        assertThat(conversation.values()).hasSize(2);
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void midstream_pickup_finds_the_client_the_version_and_the_flows() {
        Conversation conversation = new Conversation(true, MqttLimits.DEFAULT)
                .bytes(FROM_RESPONDER, packet(0x40).u16(12).bytes()) // PUBACK of a PUBLISH not seen
                .bytes(
                        FROM_RESPONDER,
                        packet(0x82).u16(1).noProperties().text("a/#").u8(0).bytes()) // SUBSCRIBE
                .bytes(FROM_ORIGINATOR, packet(0x90).u16(1).noProperties().u8(0).bytes()) // SUBACK
                .bytes(
                        FROM_ORIGINATOR,
                        packet(0x30).text("a/b").noProperties().raw("4").bytes());
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations("subscribe")).hasSize(1);
        assertThat(conversation.operations("subscribe").getFirst().from()).isEqualTo(FROM_RESPONDER);
        assertThat(conversation.values()).containsExactly("a/b=4");
        assertThat(conversation.operations("publish").getFirst().operation().attribute("from_client"))
                .isEqualTo("false");
    }

    @Test
    void midstream_publish_before_version_5_keeps_its_whole_payload() {
        Conversation conversation = new Conversation(true, MqttLimits.DEFAULT).client(publish("a/b", "{\"v\":7}"));
        assertThat(conversation.values()).containsExactly("a/b#/v=7");
        assertThat(conversation.operations("publish").getFirst().operation().attribute("payload_len"))
                .isEqualTo("7");
    }

    @Test
    void connack_alone_tells_the_refusal() {
        Conversation conversation = new Conversation(true, MqttLimits.DEFAULT).broker(connack(4, 4));
        assertThat(conversation.operations("connect").getFirst().outcome())
                .isEqualTo(Outcome.refused(4, "bad user name or password"));
        assertThat(conversation.operations("connect").getFirst().from()).isEqualTo(FROM_ORIGINATOR);
    }

    @Test
    void in_flight_requests_are_bounded_and_the_limit_is_told_once() {
        Conversation conversation = connected(4);
        int most = MqttLimits.DEFAULT.inFlightMax();
        for (int id = 1; id <= most + 5; id++) {
            conversation.client(packet(0x32).text("t").u16(id).raw("1").bytes()); // PUBLISH with QoS 1
        }
        assertThat(conversation.operations("publish")).hasSize(5);
        assertThat(conversation.anomalies()).containsExactly("limit-reached");
    }
}
