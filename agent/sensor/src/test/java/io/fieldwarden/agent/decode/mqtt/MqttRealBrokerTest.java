package io.fieldwarden.agent.decode.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.conformance.Tap;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real clients do at a real broker over real sockets is what is told. */
class MqttRealBrokerTest {
    @TempDir
    Path folder;

    private static Conversation played(Tap tap) {
        Conversation conversation = new Conversation();
        for (Tap.Segment segment : tap.segments()) {
            conversation.bytes(segment.from(), segment.bytes());
        }
        return conversation.close();
    }

    /** Waits until the broker's side of the tap is quiet because what is awaited has passed. */
    private static void until(Tap tap, String operation, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> played(tap).operations(operation).stream()
                                .filter(seen -> !seen.outcome().equals(Outcome.UNANSWERED))
                                .count()
                        >= count);
    }

    private static List<String> publishes(Conversation conversation) {
        return conversation.operations("publish").stream()
                .map(seen -> seen.operation().attribute("topic") + " "
                        + seen.operation().attribute("qos") + " "
                        + seen.operation().attribute("from_client") + " " + seen.outcome())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void client_of_version_3(int level) throws Exception {
        try (RealBroker broker = RealBroker.start(folder);
                Tap tap = new Tap(broker.port());
                MqttClient client = new MqttClient("tcp://127.0.0.1:" + tap.port(), "plc-7", new MemoryPersistence())) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMqttVersion(level);
            options.setUserName("operator");
            options.setPassword("right".toCharArray());
            options.setWill("dead/plc-7", "gone".getBytes(StandardCharsets.UTF_8), 1, true);
            client.connect(options);
            IMqttMessageListener taken = (topic, message) -> {}; // without one Paho acknowledges nothing
            client.subscribe(
                    new String[] {"line1/#", "cmd/+"}, new int[] {2, 1}, new IMqttMessageListener[] {taken, taken});
            for (int qos = 0; qos <= 2; qos++) {
                client.publish(
                        "line1/q" + qos, ("{\"v\":" + qos + "}").getBytes(StandardCharsets.UTF_8), qos, qos == 1);
            }
            until(tap, "publish", 6);
            client.unsubscribe("cmd/+");
            client.disconnect();
            until(tap, "disconnect", 1);
            Conversation conversation = played(tap);
            assertThat(conversation.anomalies()).isEmpty();
            OperationSeen connect = conversation.operations("connect").getFirst();
            assertThat(connect.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(connect.operation().attribute("client_id")).isEqualTo("plc-7");
            assertThat(connect.operation().attribute("will_topic")).isEqualTo("dead/plc-7");
            assertThat(connect.operation().attribute("proto_version")).isEqualTo(level == 3 ? "3.1" : "3.1.1");
            assertThat(conversation.operations("subscribe"))
                    .extracting(seen -> seen.operation().attribute("topic") + " "
                            + seen.operation().attribute("granted_qos"))
                    .containsExactly("line1/# 2", "cmd/+ 1");
            assertThat(publishes(conversation))
                    .containsExactlyInAnyOrder(
                            "line1/q0 0 true one-way",
                            "line1/q1 1 true succeeded",
                            "line1/q2 2 true succeeded",
                            "line1/q0 0 false one-way",
                            "line1/q1 1 false succeeded",
                            "line1/q2 2 false succeeded");
            assertThat(conversation.values()).hasSize(6).contains("line1/q2#/v=2");
            assertThat(conversation.operations("unsubscribe")).hasSize(1);
            assertThat(conversation.seen.toString()).doesNotContain("operator").doesNotContain("right");
        }
    }

    @Test
    void refused_login() throws Exception {
        try (RealBroker broker = RealBroker.start(folder);
                Tap tap = new Tap(broker.port());
                MqttClient client =
                        new MqttClient("tcp://127.0.0.1:" + tap.port(), "intruder", new MemoryPersistence())) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setMqttVersion(4);
            options.setUserName("operator");
            options.setPassword("wrong".toCharArray());
            assertThatThrownBy(() -> client.connect(options)).isInstanceOf(MqttException.class);
            until(tap, "connect", 1);
            assertThat(played(tap).operations("connect").getFirst().outcome())
                    .isEqualTo(Outcome.refused(5, "not authorized"));
        }
    }

    @Test
    void client_of_version_5_with_shared_subscription_is_told() throws Exception {
        try (RealBroker broker = RealBroker.start(folder);
                Tap tap = new Tap(broker.port())) {
            var first = version5(tap, "hmi");
            first.subscribe("$share/screens/line2/#", 1);
            first.publish("line2/speed", "17.25".getBytes(StandardCharsets.UTF_8), 2, false);
            until(tap, "publish", 1);
            first.disconnect();
            until(tap, "disconnect", 1);
            first.close();
            Conversation conversation = played(tap);
            assertThat(conversation.anomalies()).isEmpty();
            OperationSeen connect = conversation.operations("connect").getFirst();
            assertThat(connect.operation().attribute("proto_version")).isEqualTo("5.0");
            assertThat(connect.operation().attribute("receive_maximum")).isEqualTo("9");
            assertThat(connect.operation().attributes())
                    .anyMatch(field -> field.name().startsWith("connack_"));
            assertThat(conversation
                            .operations("subscribe")
                            .getFirst()
                            .operation()
                            .attribute("topic"))
                    .isEqualTo("$share/screens/line2/#");
            assertThat(publishes(conversation)).contains("line2/speed 2 true succeeded");
            assertThat(conversation.values()).contains("line2/speed=17.25");
        }
    }

    private static org.eclipse.paho.mqttv5.client.MqttClient version5(Tap tap, String clientId) throws Exception {
        var client = new org.eclipse.paho.mqttv5.client.MqttClient(
                "tcp://127.0.0.1:" + tap.port(),
                clientId,
                new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("operator");
        options.setPassword("right".getBytes(StandardCharsets.UTF_8));
        options.setReceiveMaximum(9);
        client.connect(options);
        return client;
    }
}
