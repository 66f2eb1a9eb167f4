package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.SENSOR;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Map;

/** One pair for each alert type about how traffic looks: its protocol, its functions, its order, its rhythm and its volume. */
final class ShapeScenarios {
    private static final Outcome NO_ADDRESS = Outcome.refused(2, "illegal_data_address");
    /** The plant of these scenarios is watched for five minutes only. */
    private static final DetectSettings SHORT_LESSON = DetectSettings.DEFAULT.withThresholds(
            Map.of("rate.periodicity/learned-minutes", 3.0, "rate.volume/learned-minutes", 3.0));

    private ShapeScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "comm.wrong-proto-on-port",
                        traffic -> traffic.tcp(HMI, PLC, 502, "http"),
                        ShapeScenarios::misunderstood),
                new Scenario(
                        "pv.reserved-function",
                        traffic -> function(traffic, "reserved_9"),
                        traffic -> function(traffic, "read_discrete_inputs")),
                new Scenario("scan.points", traffic -> walk(traffic, 0, 31), traffic -> {
                    walk(traffic, 0, 5);
                    walk(traffic, 0, 8); // the usual blocks again, from the beginning
                    missing(traffic, 2);
                }),
                new Scenario("rate.periodicity", SHORT_LESSON, traffic -> poll(traffic, 500, 240), traffic -> {
                    poll(traffic, 850, 120);
                    poll(traffic, 500, 100); // faster, but not for long
                    poll(traffic, 1_000, 120);
                }),
                new Scenario("rate.volume", SHORT_LESSON, traffic -> carry(traffic, 20_000, 240), traffic -> {
                    carry(traffic, 3_000, 180); // a little more
                    carry(traffic, 20_000, 50); // much more, but not for long
                    carry(traffic, 3_000, 180);
                }));
    }

    /** One conversation nobody understands, and the right protocol. */
    private static void misunderstood(Traffic traffic) {
        Connection first = traffic.tcp(HMI, PLC, 502, "");
        for (int packet = 0; packet < 20; packet++) {
            first.carried(100);
        }
        traffic.close(first);
        traffic.tcp(HMI, PLC, 502, "modbus");
        traffic.close(traffic.tcp(HMI, PLC, 502, "")); // asked for, accepted and closed, three times
        traffic.close(traffic.tcp(HMI, PLC, 502, ""));
        traffic.close(traffic.tcp(HMI, PLC, 502, ""));
    }

    private static void function(Traffic traffic, String name) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        traffic.operation(
                connection, Traffic.modbus(9, name, Access.READ, null), Outcome.refused(1, "illegal_function"));
        traffic.pass(10);
    }

    /** Reads one register after the other; the first ten are read every day. */
    private static void walk(Traffic traffic, int from, int to) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        for (int register = from; register < to; register++) {
            traffic.operation(connection, Traffic.read(register, 1), Outcome.SUCCEEDED);
        }
    }

    private static void missing(Traffic traffic, int points) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        for (int point = 0; point < points; point++) {
            traffic.operation(connection, Traffic.read(point, 1), NO_ADDRESS);
        }
    }

    /** The viewer polls in another rhythm than once a second, while everything else goes on. */
    private static void poll(Traffic traffic, int everyMillis, int seconds) {
        Connection viewer = traffic.unseen(VIEWER, PLC, 502);
        Connection hmi = traffic.unseen(HMI, PLC, 502);
        Connection sensor = traffic.unseen(SENSOR, Traffic.BROKER, 1883);
        Connection panel = traffic.unseen(HMI, Traffic.BROKER, 1883);
        long due = 0;
        for (int second = 0; second < seconds; second++) {
            for (; due < (second + 1) * 1_000L; due += everyMillis) {
                traffic.operation(viewer, Traffic.read(0, 10), Outcome.SUCCEEDED);
            }
            traffic.operation(hmi, Traffic.read(0, 10), Outcome.SUCCEEDED);
            traffic.operation(panel, Traffic.publish("line1/set"), Outcome.ONE_WAY);
            traffic.operation(sensor, Traffic.publish("line1/temp"), Outcome.ONE_WAY);
            traffic.pass(1);
        }
    }

    /** So many bytes a second between the office and the broker. */
    private static void carry(Traffic traffic, int bytes, int seconds) {
        for (int second = 0; second < seconds; second++) {
            Plant.carry(traffic, bytes);
            traffic.pass(1);
        }
    }
}
