package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Connection;
import java.util.List;

/** What values do that a physical process does not, and beside it what it may well do. */
final class PhysicalScenarios {
    /** The reading after the last one that was learned from. */
    private static final int NEXT = 311;

    private PhysicalScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("proc.min-max", traffic -> overheats(traffic, 25), PhysicalScenarios::warmerThanEver),
                new Scenario("proc.gradient", PhysicalScenarios::jumps, PhysicalScenarios::spike),
                new Scenario("proc.frozen", traffic -> freezes(traffic, false), traffic -> freezes(traffic, true)));
    }

    private static Connection hmi(Traffic traffic) {
        return traffic.tcp(Traffic.HMI, Traffic.PLC, 502, "modbus");
    }

    private static void overheats(Traffic traffic, double more) {
        Connection hmi = hmi(traffic);
        for (int round = NEXT; round < NEXT + 60; round++) {
            double warmer = Math.min(more, (round - NEXT) * 1.5);
            Boiler.hot(traffic, hmi, round, Boiler.temperature(round) + warmer);
            traffic.pass(1);
        }
    }

    /** A little beyond what was learned, a glitch, and counters, flags and halves of numbers at their ends. */
    private static void warmerThanEver(Traffic traffic) {
        overheats(traffic, 4);
        Connection hmi = hmi(traffic);
        Boiler.hot(traffic, hmi, NEXT + 60, 500);
        traffic.pass(1);
        for (int round = NEXT + 61; round < NEXT + 80; round++) {
            Boiler.odd(traffic, hmi, round);
            traffic.pass(1);
        }
    }

    private static void jumps(Traffic traffic) {
        Connection hmi = hmi(traffic);
        for (int round = NEXT; round < NEXT + 30; round++) {
            int shown = round < NEXT + 10 ? round : round + 21;
            Boiler.hot(traffic, hmi, round, Boiler.temperature(shown));
            traffic.pass(1);
        }
    }

    /** One reading far away is a glitch; a jump after a pause is only time that nobody watched. */
    private static void spike(Traffic traffic) {
        Connection hmi = hmi(traffic);
        for (int round = NEXT; round < NEXT + 10; round++) {
            Boiler.hot(traffic, hmi, round, round == NEXT + 5 ? 52 : Boiler.temperature(round));
            traffic.pass(1);
        }
        traffic.pass(60);
        for (int round = NEXT + 31; round < NEXT + 41; round++) {
            Boiler.read(traffic, hmi, round);
            traffic.pass(1);
        }
    }

    private static void freezes(Traffic traffic, boolean all) {
        Connection hmi = hmi(traffic);
        for (int round = NEXT; round < NEXT + 60; round++) {
            if (all) {
                Boiler.still(traffic, hmi, round, 71, 4);
            } else {
                Boiler.hot(traffic, hmi, round, 71);
            }
            traffic.pass(1);
        }
    }
}
