package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.SENSOR;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** One pair for each alert type about how often MQTT clients speak, and how well they keep to the rules. */
final class MqttScenarios {
    private MqttScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("mqtt.rate", traffic -> flood(traffic, 1_100), traffic -> {
                    flood(traffic, 900);
                    traffic.pass(60);
                    flood(traffic, 900);
                }),
                new Scenario("mqtt.connect-storm", traffic -> storm(traffic, 70), traffic -> {
                    storm(traffic, 40);
                    traffic.pass(60);
                    storm(traffic, 40);
                }),
                new Scenario("mqtt.stale", traffic -> stale(traffic, 125), MqttScenarios::pauses),
                new Scenario(
                        "mqtt.protocol",
                        traffic -> breaches(traffic, "mqtt", "wildcard-in-topic", 3),
                        MqttScenarios::fewBreaches),
                new Scenario("spb.sequence", traffic -> breaches(traffic, "sparkplug", "sequence-gap", 3), traffic -> {
                    breaches(traffic, "sparkplug", "sequence-gap", 2);
                    breaches(traffic, "sparkplug", "alias-unknown", 5);
                }));
    }

    private static void flood(Traffic traffic, int messages) {
        Connection connection = Plant.client(traffic, SENSOR, "sensor-1");
        for (int message = 0; message < messages; message++) {
            traffic.operation(connection, Traffic.publish("line1/temp"), Outcome.ONE_WAY);
        }
    }

    private static void storm(Traffic traffic, int logins) {
        for (int login = 0; login < logins; login++) {
            traffic.close(Plant.client(traffic, SENSOR, "sensor-1"));
        }
    }

    /** The panel writes no set-point any more, but writes to the controller as ever. */
    private static void stale(Traffic traffic, int seconds) {
        Connection sensor = traffic.unseen(SENSOR, Traffic.BROKER, 1883);
        Connection panel = traffic.unseen(HMI, PLC, 502);
        Connection viewer = traffic.unseen(VIEWER, PLC, 502);
        for (int second = 0; second < seconds; second++) {
            traffic.operation(sensor, Traffic.publish("line1/temp"), Outcome.ONE_WAY);
            traffic.operation(viewer, Traffic.read(0, 10), Outcome.SUCCEEDED);
            traffic.operation(panel, Traffic.write(5, 1), Outcome.ONE_WAY);
            traffic.pass(1);
        }
    }

    /** A short rest of one topic, a hole in the file, and a broker of which nothing is heard. */
    private static void pauses(Traffic traffic) {
        stale(traffic, 90);
        traffic.hole(600);
        stale(traffic, 10);
        traffic.pass(180);
    }

    private static void breaches(Traffic traffic, String protocol, String code, int times) {
        Connection connection = Plant.client(traffic, SENSOR, "sensor-1");
        for (int time = 0; time < times; time++) {
            traffic.anomaly(connection, protocol, code, false);
        }
    }

    /** Two of them, then what our own limits did, and one more much later. */
    private static void fewBreaches(Traffic traffic) {
        breaches(traffic, "mqtt", "wildcard-in-topic", 2);
        breaches(traffic, "mqtt", "limit-reached", 5);
        traffic.pass(650);
        breaches(traffic, "mqtt", "packet-id-zero", 1);
    }
}
