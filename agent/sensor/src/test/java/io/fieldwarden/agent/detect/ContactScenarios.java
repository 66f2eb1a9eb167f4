package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.OFFICE;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.Outcome;
import java.util.List;
import java.util.Set;

/** One pair for each alert type about contacts beyond the plant, and from afar. */
final class ContactScenarios {
    private static final String OUTSIDE = "203.0.113.9";
    private static final int DEVICES = 10;

    private ContactScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("comm.internet-egress", traffic -> traffic.tcp(OFFICE, OUTSIDE, 443, "tls"), traffic -> {
                    traffic.attempt(OFFICE, OUTSIDE, 443);
                    traffic.refused(OFFICE, OUTSIDE, 80);
                }),
                new Scenario("comm.internet-ingress", traffic -> traffic.tcp(OUTSIDE, PLC, 502, "modbus"), traffic -> {
                    traffic.attempt(OUTSIDE, PLC, 502);
                    traffic.refused(OUTSIDE, PLC, 502);
                }),
                new Scenario(
                        "comm.remote-access",
                        traffic -> traffic.tcp(VIEWER, PLC, 22, "ssh"),
                        traffic -> traffic.refused(VIEWER, PLC, 22)),
                new Scenario(
                        "scan.plc",
                        DetectSettings.DEFAULT,
                        Set.of("ot.new-master"),
                        traffic -> ask(traffic, DEVICES),
                        traffic -> ask(traffic, DEVICES - 1)));
    }

    /** Identity requests by datagram to devices, one by one, and one to everybody. */
    private static void ask(Traffic traffic, int devices) {
        Endpoint everybody = new Endpoint(Traffic.address("10.0.3.255"), 47_808, 0xFFFF_FFFF_FFFFL);
        traffic.udp(Traffic.end(HMI, 47_808), everybody);
        for (int host = 0; host < devices; host++) {
            Connection connection = traffic.unseen(HMI, "10.0.5." + (10 + host), 44_818);
            traffic.operation(
                    connection,
                    Direction.FROM_ORIGINATOR,
                    Traffic.modbus(43, "list_identity", Access.IDENTIFY, null),
                    Outcome.UNANSWERED);
            traffic.pass(1);
        }
    }
}
