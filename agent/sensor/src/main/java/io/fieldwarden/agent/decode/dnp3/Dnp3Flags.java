package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.ValueSeen.Quality;

/** Flags of a point (11.6, tables of the object library), reduced to a quality and to names of what is not normal. */
final class Dnp3Flags {
    private static final int ONLINE = 0x01;
    private static final int COMM_LOST = 0x04;
    private static final int FIFTH = 0x20;
    private static final int SIXTH = 0x40;

    private static final int OFFLINE_BIT = 1;
    private static final int CHATTER_BIT = 1 << 5;
    private static final int OVER_RANGE_BIT = 1 << 6;
    private static final int ROLLOVER_BIT = 1 << 7;
    private static final int REFERENCE_BIT = 1 << 8;
    private static final int DISCONTINUITY_BIT = 1 << 9;
    /** Restart, communication lost, forced remotely, forced locally: where the octet has them. */
    private static final int AS_THEY_ARE = 0x1E;
    /** What may be said of a value that is right nevertheless. */
    private static final int HARMLESS = ROLLOVER_BIT;

    private static final String[] NAMES = {
        "offline",
        "restart",
        "comm_lost",
        "remote_forced",
        "local_forced",
        "chatter_filter",
        "over_range",
        "rollover",
        "reference_err",
        "discontinuity"
    };

    private Dnp3Flags() {}

    /** What is not normal, as bits of our own. */
    static int unusual(int group, int flags) {
        int found = (flags & AS_THEY_ARE) | ((flags & ONLINE) == 0 ? OFFLINE_BIT : 0);
        boolean fifth = (flags & FIFTH) != 0;
        boolean sixth = (flags & SIXTH) != 0;
        return switch (group / 10) {
            case 0 -> found | (fifth ? CHATTER_BIT : 0);
            case 2, 12 -> found | (fifth ? ROLLOVER_BIT : 0) | (sixth ? DISCONTINUITY_BIT : 0);
            case 3, 4 -> found | (fifth ? OVER_RANGE_BIT : 0) | (sixth ? REFERENCE_BIT : 0);
            default -> found;
        };
    }

    /** Nobody vouches for a value that is off line or whose source is lost; all else that is unusual makes it doubtful. */
    static Quality quality(int unusual) {
        if ((unusual & (OFFLINE_BIT | COMM_LOST)) != 0) {
            return Quality.BAD;
        }
        return (unusual & ~HARMLESS) == 0 ? Quality.GOOD : Quality.UNCERTAIN;
    }

    /** Names of what is unusual, parted by commas. */
    static String names(int unusual) {
        StringBuilder names = new StringBuilder();
        for (int bit = 0; bit < NAMES.length; bit++) {
            if ((unusual & (1 << bit)) != 0) {
                names.append(names.isEmpty() ? "" : ",").append(NAMES[bit]);
            }
        }
        return names.toString();
    }
}
