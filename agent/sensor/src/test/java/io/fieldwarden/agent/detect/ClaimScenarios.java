package io.fieldwarden.agent.detect;

import static io.fieldwarden.agent.detect.Traffic.HMI;
import static io.fieldwarden.agent.detect.Traffic.OFFICE;
import static io.fieldwarden.agent.detect.Traffic.PLC;
import static io.fieldwarden.agent.detect.Traffic.SENSOR;
import static io.fieldwarden.agent.detect.Traffic.VIEWER;

import io.fieldwarden.agent.observation.Outcome;
import java.util.List;

/** One pair for each alert type about who claims to be somebody, and about floods of requests. */
final class ClaimScenarios {
    private static final int FLOOD = 3_000;
    private static final long VIRTUAL_ROUTER = 0x0000_5E00_0101L;

    private ClaimScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("mitm.arp-spoof", ClaimScenarios::between, ClaimScenarios::replaced),
                new Scenario("addr.ip-conflict", ClaimScenarios::backAndForth, ClaimScenarios::failover),
                new Scenario("mqtt.identity-moved", traffic -> login(traffic, OFFICE, "sensor-1"), traffic -> {
                    login(traffic, SENSOR, "sensor-1");
                    refused(traffic, OFFICE, "sensor-1");
                }),
                new Scenario("mqtt.session-takeover", traffic -> fight(traffic, 2), traffic -> {
                    for (int times = 0; times < 10; times++) {
                        login(traffic, SENSOR, "sensor-1"); // a bad line: the client comes back again and again
                    }
                }),
                new Scenario("dos.syn-flood", traffic -> flood(traffic, FLOOD), traffic -> flood(traffic, FLOOD - 1)));
    }

    /** A station says that it is at the addresses of two others, who say otherwise. */
    private static void between(Traffic traffic) {
        traffic.arp(PLC, mac(VIEWER), mac(PLC));
        traffic.arp(HMI, mac(VIEWER), mac(HMI));
        traffic.arp(PLC, mac(PLC), mac(VIEWER));
    }

    /** A spare device takes the two addresses of the one it replaces, and keeps them. */
    private static void replaced(Traffic traffic) {
        traffic.arp(PLC, mac(VIEWER), mac(PLC));
        traffic.arp("10.0.3.18", mac(VIEWER), mac(PLC));
        traffic.arp(HMI, VIRTUAL_ROUTER, mac(HMI));
        traffic.arp("10.0.3.11", VIRTUAL_ROUTER, mac(VIEWER));
    }

    private static void backAndForth(Traffic traffic) {
        for (int times = 0; times < 3; times++) {
            traffic.arp(PLC, mac(VIEWER), mac(PLC));
            traffic.pass(5);
            traffic.arp(PLC, mac(PLC), mac(VIEWER));
            traffic.pass(5);
        }
        traffic.pass(10);
    }

    /** A standby takes the address over, and gives it back when its partner has been repaired. */
    private static void failover(Traffic traffic) {
        traffic.arp(PLC, mac(VIEWER), mac(PLC));
        traffic.pass(60);
        traffic.arp(PLC, mac(PLC), mac(VIEWER));
        traffic.pass(60);
    }

    private static void fight(Traffic traffic, int rounds) {
        for (int round = 0; round < rounds; round++) {
            login(traffic, OFFICE, "sensor-1");
            login(traffic, SENSOR, "sensor-1");
        }
    }

    private static void login(Traffic traffic, String from, String id) {
        Plant.client(traffic, from, id);
        traffic.millis(500);
    }

    private static void refused(Traffic traffic, String from, String id) {
        traffic.operation(
                traffic.tcp(from, Traffic.BROKER, 1883, "mqtt"),
                Traffic.connect(id, false),
                new Outcome(Outcome.Kind.REFUSED, 5, "not_authorized"));
    }

    private static void flood(Traffic traffic, int requests) {
        for (int request = 0; request < requests; request++) {
            traffic.unanswered(HMI, PLC, 502);
        }
    }

    private static long mac(String address) {
        return Traffic.end(address, 0).mac();
    }
}
