package io.fieldwarden.agent.decode.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.conformance.Tap;
import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.json.JsonDecoder;
import io.fieldwarden.agent.decode.sparkplug.ProtoBytes;
import io.fieldwarden.agent.decode.sparkplug.SparkplugDecoder;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sparkplug payloads that a real client publishes at a real broker are told, on their way in and on their way out. */
class SparkplugRealBrokerTest {
    @TempDir
    Path folder;

    private static Conversation played(Tap tap) {
        Conversation conversation = new Conversation(
                new MqttDecoder(),
                Conversation.connection(Transport.TCP, 1883, false),
                List.of(new SparkplugDecoder(), new JsonDecoder()));
        for (Tap.Segment segment : tap.segments()) {
            conversation.feed(segment.from(), segment.bytes());
        }
        return conversation.close();
    }

    private static List<String> names(Conversation conversation) {
        return conversation.operations().stream()
                .map(OperationSeen::operation)
                .filter(operation -> operation.protocol().equals("sparkplug"))
                .map(operation -> operation.name() + " " + operation.access())
                .toList();
    }

    @Test
    void births_data_and_commands_are_told_both_ways() throws Exception {
        try (RealBroker broker = RealBroker.start(folder);
                Tap tap = new Tap(broker.port());
                MqttClient client = new MqttClient("tcp://127.0.0.1:" + tap.port(), "edge1", new MemoryPersistence())) {
            MqttConnectOptions options = new MqttConnectOptions();
            options.setUserName("operator");
            options.setPassword("right".toCharArray());
            client.connect(options);
            IMqttMessageListener taken = (topic, message) -> {}; // without one Paho acknowledges nothing
            client.subscribe("spBv1.0/#", 0, taken);
            ProtoBytes birth = ProtoBytes.payload(
                    0,
                    ProtoBytes.metric("bdSeq", 4).number(11, 1),
                    ProtoBytes.metric("Pump/Speed", 9).number(2, 1).fixed32(12, 50f),
                    ProtoBytes.metric("Properties/FW", 12).text(15, "2.1"));
            ProtoBytes data =
                    ProtoBytes.payload(1, new ProtoBytes().number(2, 1).fixed32(12, 51f));
            ProtoBytes command = ProtoBytes.payload(
                    -1, ProtoBytes.metric("Node Control/Rebirth", 11).number(14, 1));
            client.publish("spBv1.0/plant/NBIRTH/edge1", birth.toBytes(), 0, false);
            client.publish("spBv1.0/plant/NDATA/edge1", data.toBytes(), 0, false);
            client.publish("spBv1.0/plant/NCMD/edge1", command.toBytes(), 0, false);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> names(played(tap)).size() >= 6);
            client.disconnect();
            Conversation conversation = played(tap);
            assertThat(names(conversation))
                    .containsExactlyInAnyOrder(
                            "nbirth PUBLISH",
                            "ndata PUBLISH",
                            "ncmd EXECUTE",
                            "nbirth PUBLISH",
                            "ndata PUBLISH",
                            "ncmd EXECUTE");
            assertThat(conversation.values())
                    .filteredOn(seen -> seen.points().space().equals("spBv1.0/plant/edge1#Pump/Speed"))
                    .extracting(seen -> seen.values().number(0))
                    .containsExactlyInAnyOrder(50.0, 51.0, 50.0, 51.0);
            assertThat(conversation.values())
                    .filteredOn(seen -> seen.way() == ValueSeen.Way.WRITTEN)
                    .hasSize(2);
            assertThat(conversation.identities())
                    .filteredOn(seen -> seen.source().equals("sparkplug"))
                    .singleElement()
                    .satisfies(seen -> {
                        assertThat(seen.asset().address())
                                .isEqualTo(conversation.connection.originator().address());
                        assertThat(seen.facts().toString()).contains("firmware", "2.1");
                    });
            assertThat(conversation.anomalies()).isEmpty();
        }
    }
}
