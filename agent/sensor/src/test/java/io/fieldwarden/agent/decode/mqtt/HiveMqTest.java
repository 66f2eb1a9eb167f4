package io.fieldwarden.agent.decode.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.broker.TestBroker;
import io.fieldwarden.agent.conformance.Tap;
import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Paho's clients do at HiveMQ is what is told. */
class HiveMqTest {
    private static TestBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        broker = TestBroker.hiveMq(folder);
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static Conversation played(Tap tap) {
        Conversation conversation =
                new Conversation(new MqttDecoder(), Conversation.connection(Transport.TCP, 1883, false), List.of());
        tap.segments().forEach(segment -> conversation.feed(segment.from(), segment.bytes()));
        return conversation.close();
    }

    private static List<String> told(Tap tap, String name) {
        return played(tap).operations().stream()
                .filter(seen -> seen.operation().name().equals(name))
                .map(HiveMqTest::text)
                .toList();
    }

    private static String text(OperationSeen seen) {
        Operation operation = seen.operation();
        return operation.attribute("topic") + " qos " + operation.attribute("qos") + " retain "
                + operation.attribute("retain") + " " + seen.outcome();
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(holds);
    }

    @Test
    void version_3_publishes_with_every_quality_and_leaves_a_will() throws Exception {
        try (Tap tap = new Tap(broker.port());
                MqttClient client =
                        new MqttClient("tcp://127.0.0.1:" + tap.port(), "press-3", new MemoryPersistence())) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setUserName("operator");
            options.setPassword("unseen-secret".toCharArray());
            options.setWill("line1/state", "gone".getBytes(StandardCharsets.UTF_8), 1, true);
            client.connect(options);
            client.subscribe("line1/#", 2, (topic, message) -> {});
            for (int qos = 0; qos <= 2; qos++) {
                client.publish("line1/temp" + qos, "21.5".getBytes(StandardCharsets.UTF_8), qos, qos == 1);
            }
            until(() -> told(tap, "publish").size() >= 6);
            client.disconnect();
            Conversation conversation = played(tap);
            Operation connect = conversation.operations().getFirst().operation();
            assertThat(connect.name()).isEqualTo("connect");
            assertThat(connect.attribute("client_id")).isEqualTo("press-3");
            assertThat(connect.attribute("proto_version")).isEqualTo("3.1.1");
            assertThat(connect.attribute("has_password")).isEqualTo("true");
            assertThat(connect.attribute("will_topic")).isEqualTo("line1/state");
            assertThat(told(tap, "publish"))
                    .contains(
                            "line1/temp0 qos 0 retain false one-way",
                            "line1/temp1 qos 1 retain true succeeded",
                            "line1/temp2 qos 2 retain false succeeded");
            assertThat(told(tap, "subscribe")).singleElement().asString().contains("line1/#", "qos 2", "succeeded");
            assertThat(conversation.observations.toString()).doesNotContain("unseen-secret");
            assertThat(conversation.anomalies()).isEmpty();
        }
    }

    @Test
    void version_5_tells_its_properties_and_a_session_that_was_taken_over() throws Exception {
        try (Tap tap = new Tap(broker.port());
                Tap second = new Tap(broker.port())) {
            org.eclipse.paho.mqttv5.client.MqttClient client = new org.eclipse.paho.mqttv5.client.MqttClient(
                    "tcp://127.0.0.1:" + tap.port(),
                    "press-5",
                    new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setSessionExpiryInterval(60L);
            options.setReceiveMaximum(7);
            options.setAutomaticReconnect(false);
            client.connect(options);
            client.publish("line1/set", new MqttMessage("5".getBytes(StandardCharsets.UTF_8), 2, false, null));
            org.eclipse.paho.mqttv5.client.MqttClient rival = new org.eclipse.paho.mqttv5.client.MqttClient(
                    "tcp://127.0.0.1:" + second.port(),
                    "press-5",
                    new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
            rival.connect(options);
            until(() -> !told(tap, "disconnect").isEmpty());
            rival.disconnect();
            Conversation conversation = played(tap);
            OperationSeen connect = conversation.operations().getFirst();
            assertThat(connect.operation().attribute("proto_version")).isEqualTo("5.0");
            assertThat(connect.operation().attribute("receive_maximum")).isEqualTo("7");
            assertThat(connect.operation().attribute("session_expiry_interval")).isEqualTo("60");
            assertThat(connect.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(told(tap, "publish")).containsExactly("line1/set qos 2 retain false succeeded");
            assertThat(conversation.operations().getLast().operation().attribute("reason_code"))
                    .isEqualTo("142"); // 0x8E, session taken over
            assertThat(conversation.anomalies()).isEmpty();
        }
    }
}
