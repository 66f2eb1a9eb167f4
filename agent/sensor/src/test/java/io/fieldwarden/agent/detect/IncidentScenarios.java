package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Set;

/** One pair for each alert type that joins others into an incident. */
final class IncidentScenarios {
    private static final int PORTS = 40;

    private IncidentScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "corr.recon-to-write",
                        DetectSettings.DEFAULT,
                        Set.of("scan.port", "ot.unauthorised-write", "ot.unlearned-operation"),
                        traffic -> {
                            scan(traffic);
                            identify(traffic);
                            write(traffic);
                        },
                        traffic -> {
                            write(traffic);
                            identify(traffic);
                            scan(traffic);
                        }),
                new Scenario(
                        "corr.reprogram-sequence",
                        DetectSettings.DEFAULT,
                        Set.of("ot.plc-stop", "ot.program-download", "ot.mode-change"),
                        traffic -> acts(traffic, "stop", "download_request", "start"),
                        traffic -> acts(traffic, "stop", "start", "download_request")));
    }

    private static void scan(Traffic traffic) {
        for (int port = 1; port <= PORTS; port++) {
            traffic.refused(VIEWER, PLC, port);
        }
        traffic.pass(30);
    }

    private static void identify(Traffic traffic) {
        Connection connection = traffic.tcp(VIEWER, PLC, 502, "modbus");
        traffic.operation(
                connection, Traffic.modbus(43, "read_device_identification", Access.IDENTIFY, null), Outcome.SUCCEEDED);
        traffic.pass(30);
    }

    private static void write(Traffic traffic) {
        Connection connection = traffic.tcp(VIEWER, PLC, 502, "modbus");
        traffic.operation(connection, Traffic.write(5, 1), Outcome.SUCCEEDED);
        traffic.pass(30);
    }

    private static void acts(Traffic traffic, String... names) {
        Connection connection = traffic.tcp(HMI, PLC, 44_818, "enip");
        for (String name : names) {
            traffic.operation(connection, Traffic.cip(name, "0x8e"), Outcome.SUCCEEDED);
            traffic.pass(60);
        }
    }
}
