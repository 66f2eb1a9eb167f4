package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.OFFICE;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.SENSOR;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Values;
import java.util.List;

/** One pair for each alert type about how often MQTT clients speak, and how well they keep to the rules. */
final class MqttScenarios {
    private static final String TEMPERATURE = "line1/temp#/value";
    /** The reading after the last one that was learned from. */
    private static final int NEXT = 311;

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
                new Scenario(
                        "mqtt.command-write",
                        traffic -> publish(traffic, SENSOR, "sensor-1", "line1/set"),
                        traffic -> publish(traffic, HMI, "panel-1", "line1/set")),
                new Scenario("mqtt.schema-drift", MqttScenarios::otherKind, MqttScenarios::otherIds),
                new Scenario("mqtt.value-range", traffic -> warm(traffic, 25), traffic -> warm(traffic, 4)),
                new Scenario("spb.state-spoof", traffic -> state(traffic, OFFICE), traffic -> state(traffic, HMI)),
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

    private static void publish(Traffic traffic, String station, String client, String topic) {
        traffic.operation(Plant.client(traffic, station, client), Traffic.publish(topic), Outcome.ONE_WAY);
    }

    private static void otherKind(Traffic traffic) {
        Connection sensor = Plant.client(traffic, SENSOR, "sensor-1");
        traffic.reported(sensor, TEMPERATURE, new Values.Texts(new String[] {"hot"}));
    }

    /** Ids that were never seen, and a field of a topic of which hardly anything was learned. */
    private static void otherIds(Traffic traffic) {
        Connection sensor = Plant.client(traffic, SENSOR, "sensor-1");
        traffic.reported(sensor, "line1/temp#/jobs/4711", 1);
        traffic.reported(sensor, "line1/log#/text", new Values.Texts(new String[] {"started"}));
    }

    private static void warm(Traffic traffic, double more) {
        Connection sensor = Plant.client(traffic, SENSOR, "sensor-1");
        for (int round = NEXT; round < NEXT + 60; round++) {
            double warmer = Math.min(more, (round - NEXT) * 1.5);
            traffic.reported(sensor, TEMPERATURE, Boiler.temperature(round) + warmer);
            traffic.pass(1);
        }
    }

    /** A station speaks for the host, and the broker hands it on. */
    private static void state(Traffic traffic, String station) {
        traffic.operation(
                traffic.unseen(station, Traffic.BROKER, 1883), Traffic.state("scada", false), Outcome.ONE_WAY);
        traffic.operation(
                traffic.unseen(VIEWER, Traffic.BROKER, 1883),
                Direction.FROM_RESPONDER,
                Traffic.state("scada", false),
                Outcome.ONE_WAY);
    }
}
