package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Points;

/**
 * A boiler read once a second: temperature, pressure, a pulse counter, a status word, and half of a floating-point number. It
 * looks the same whenever it is asked, for every round from 0 on.
 */
final class Boiler {
    static final Points POINTS = new Points("1/input-register", 100, 5);
    private static final int TEMPERATURE = 0;
    private static final int PRESSURE = 1;

    private Boiler() {}

    /** One reading as on any day. */
    static void read(Traffic traffic, Connection hmi, int round) {
        traffic.values(hmi, POINTS, usual(round));
    }

    /** One reading with another temperature. */
    static void hot(Traffic traffic, Connection hmi, int round, double temperature) {
        double[] values = usual(round);
        values[TEMPERATURE] = temperature;
        traffic.values(hmi, POINTS, values);
    }

    /** One reading with a temperature and a pressure that stand still. */
    static void still(Traffic traffic, Connection hmi, int round, double temperature, double pressure) {
        double[] values = usual(round);
        values[TEMPERATURE] = temperature;
        values[PRESSURE] = pressure;
        traffic.values(hmi, POINTS, values);
    }

    /** One reading with what is no measured quantity far from what it was. */
    static void odd(Traffic traffic, Connection hmi, int round) {
        double[] values = usual(round);
        values[2] = 60_000;
        values[3] = 0x8001;
        values[4] = 65_535;
        traffic.values(hmi, POINTS, values);
    }

    /** From 50 to 90 and widest at first, in steps of at most 6. */
    static double temperature(int round) {
        double swing = round < 80 ? 18 : 16;
        return 70 + swing * Math.sin(round * 0.15) + noise(round, 1);
    }

    private static double[] usual(int round) {
        return new double[] {
            temperature(round),
            4 + (round < 80 ? 1.5 : 1.3) * Math.sin(round * 0.1 + 1) + 0.1 * noise(round, 2),
            7 * round % 65_536,
            round % 40 < 20 ? 0x0001 : 0x0003,
            Math.floor(32_768 + 32_767 * noise(round, 3))
        };
    }

    /** From -1 to 1, always the same for the same round. */
    private static double noise(int round, int which) {
        long mixed = (round * 31L + which) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58_476D_1CE4_E5B9L;
        return (mixed >>> 40) / (double) (1 << 23) - 1;
    }
}
