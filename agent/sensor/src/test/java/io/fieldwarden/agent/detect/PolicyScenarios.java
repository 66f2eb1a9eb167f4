package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.BROKER;
import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.OFFICE;
import static io.fieldwarden.agent.detect.Traffic.PLC;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.policy.Conduit;
import io.fieldwarden.agent.policy.Limit;
import io.fieldwarden.agent.policy.Network;
import io.fieldwarden.agent.policy.Place;
import io.fieldwarden.agent.policy.PointRange;
import io.fieldwarden.agent.policy.Policy;
import java.util.List;
import java.util.Set;

/** One pair for each alert type that rests on the policy. */
final class PolicyScenarios {
    private PolicyScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "comm.zone-violation",
                        DetectSettings.DEFAULT.withPolicy(zones()),
                        traffic -> traffic.tcp(OFFICE, PLC, 502, "modbus"),
                        traffic -> traffic.tcp(HMI, PLC, 502, "modbus")),
                new Scenario(
                        "ot.safety-touch",
                        DetectSettings.DEFAULT.withPolicy(safety()),
                        traffic -> write(traffic, BROKER),
                        traffic -> write(traffic, PLC)),
                new Scenario(
                        "ot.value-limit",
                        DetectSettings.DEFAULT.withPolicy(limits()),
                        traffic -> set(traffic, 80.5),
                        traffic -> set(traffic, 80)));
    }

    private static Policy zones() {
        return new Policy(
                List.of(place("cell", PLC), place("operators", HMI), place("office", OFFICE)),
                List.of(new Conduit("operators", "cell", Set.of("modbus", "enip"), List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Policy safety() {
        return new Policy(List.of(), List.of(), List.of(place("sis", BROKER)), List.of(), List.of(), List.of());
    }

    private static void write(Traffic traffic, String target) {
        Connection connection = traffic.tcp(HMI, target, 502, "modbus");
        traffic.operation(connection, Traffic.write(5, 1), Outcome.SUCCEEDED);
    }

    private static Policy limits() {
        Limit limit = new Limit(place("press", PLC), PointRange.parse("1/holding-register/5..9"), 0, 80);
        return new Policy(List.of(), List.of(), List.of(), List.of(), List.of(limit), List.of());
    }

    private static void set(Traffic traffic, double value) {
        Connection connection = traffic.tcp(HMI, PLC, 502, "modbus");
        traffic.operation(connection, Traffic.write(5, 1), Outcome.SUCCEEDED);
        traffic.written(connection, new Points("1/holding-register", 5, 1), value);
        traffic.written(connection, new Points("1/holding-register", 4, 1), 1000);
    }

    private static Place place(String name, String network) {
        return new Place(name, List.of(Network.parse(network)));
    }
}
