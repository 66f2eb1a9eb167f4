package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.OFFICE;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.SENSOR;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** One pair for each alert type about steady talkers, and about brokers. */
final class RhythmScenarios {
    private RhythmScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("rate.silence", traffic -> silent(traffic, 62), RhythmScenarios::pauses),
                new Scenario(
                        "mqtt.new-broker",
                        traffic -> login(traffic, HMI, false, Outcome.SUCCEEDED),
                        traffic -> traffic.operation(
                                traffic.unseen(OFFICE, HMI, 1883),
                                Traffic.login("recorder", false),
                                Outcome.refused(5, "not_authorized"))),
                new Scenario(
                        "mqtt.anonymous",
                        traffic -> login(traffic, Plant.CLOSED_BROKER, false, Outcome.SUCCEEDED),
                        traffic -> {
                            login(traffic, Plant.CLOSED_BROKER, true, Outcome.SUCCEEDED);
                            login(traffic, Plant.CLOSED_BROKER, false, Outcome.refused(5, "not_authorized"));
                        }));
    }

    /** The controller is polled on, and the sensor says nothing any more. */
    private static void silent(Traffic traffic, int seconds) {
        Connection sensor = traffic.unseen(SENSOR, Traffic.BROKER, 1883);
        Connection viewer = traffic.unseen(VIEWER, PLC, 502);
        Connection panel = traffic.unseen(HMI, Traffic.BROKER, 1883);
        traffic.operation(sensor, Traffic.publish("line1/temp"), Outcome.ONE_WAY);
        for (int second = 0; second < seconds; second++) {
            traffic.operation(viewer, Traffic.read(0, 10), Outcome.SUCCEEDED);
            traffic.operation(panel, Traffic.publish("line1/set"), Outcome.ONE_WAY);
            traffic.pass(1);
        }
    }

    /** A short rest, a hole in the file, and two minutes in which nobody is heard. */
    private static void pauses(Traffic traffic) {
        silent(traffic, 50);
        silent(traffic, 2);
        traffic.hole(600);
        silent(traffic, 2);
        traffic.pass(120);
    }

    private static void login(Traffic traffic, String broker, boolean named, Outcome outcome) {
        traffic.operation(traffic.tcp(OFFICE, broker, 1883, "mqtt"), Traffic.login("recorder", named), outcome);
    }
}
