package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.ValueSeen.Quality;
import org.jspecify.annotations.Nullable;

/** Every object group and variation of IEEE 1815-2012 annex A, in one table. */
final class Dnp3Objects {
    static final int DEVICE_ATTRIBUTES = 0;
    static final int BINARY_COMMAND = 12;
    static final int DEADBAND = 34;
    static final int ANALOG_COMMAND = 41;
    static final int TIME = 50;
    static final int COMMON_TIME = 51;
    static final int DELAY = 52;
    static final int CLASSES = 60;
    static final int FILES = 70;
    static final int INDICATIONS = 80;
    static final int APPLICATION = 90;
    static final int OCTET_STRING = 110;
    static final int OCTET_STRING_EVENT = 111;
    static final int VIRTUAL_TERMINAL = 112;
    static final int VIRTUAL_TERMINAL_EVENT = 113;
    static final int EXTENDED_STRING_EVENT = 115;
    static final int AUTHENTICATION = 120;
    static final int SECURITY_STATISTIC_EVENT = 122;

    private static final int GROUPS = 123;
    /** Group, what its points are called ({@code .} if it has none), then the layouts of variations 1, 2, 3, … */
    private static final String[] TABLE = {
        "1 binary-input b1 F",
        "2 binary-input F Ft Fq",
        "3 double-bit-input b2 D",
        "4 double-bit-input D Dt Dq",
        "10 binary-output b1 F",
        "11 binary-output F Ft",
        "12 binary-output x10s x10s b1",
        "13 binary-output-command F Ft",
        "20 counter fu4 fu2 fu4 fu2 u4 u2 u4 u2",
        "21 frozen-counter fu4 fu2 fu4 fu2 fu4t fu2t fu4t fu2t u4 u2 u4 u2",
        "22 counter fu4 fu2 fu4 fu2 fu4t fu2t fu4t fu2t",
        "23 frozen-counter fu4 fu2 fu4 fu2 fu4t fu2t fu4t fu2t",
        "30 analog-input fi4 fi2 i4 i2 fr4 fr8",
        "31 frozen-analog-input fi4 fi2 fi4t fi2t i4 i2 fr4 fr8",
        "32 analog-input fi4 fi2 fi4t fi2t fr4 fr8 fr4t fr8t",
        "33 frozen-analog-input fi4 fi2 fi4t fi2t fr4 fr8 fr4t fr8t",
        "34 analog-input-deadband u2 u4 r4",
        "40 analog-output fi4 fi2 fr4 fr8",
        "41 analog-output i4s i2s r4s r8s",
        "42 analog-output fi4 fi2 fi4t fi2t fr4 fr8 fr4t fr8t",
        "43 analog-output-command si4 si2 si4t si2t sr4 sr8 sr4t sr8t",
        "50 . t tx4 t tx5",
        "51 . t t",
        "52 . x2 x2",
        "60 . - - - -",
        "70 . v v v v v v v v",
        "80 . b1",
        "81 . x3",
        "82 . v",
        "83 . v v",
        "85 . v",
        "86 . v x1 v",
        "87 . v",
        "88 . v",
        "90 . v",
        "91 . v",
        "100 floating-point r4 r8 x10",
        "101 bcd c2 c4 c8",
        "102 unsigned-integer u1",
        "121 security-statistic fx2u4",
        "122 security-statistic fx2u4 fx2u4t",
    };

    private static final Dnp3Layout[][] LAYOUTS = new Dnp3Layout[GROUPS][];
    private static final String[] POINTS = new String[GROUPS];
    private static final Dnp3Layout ATTRIBUTE = Dnp3Layout.of("a");
    private static final Dnp3Layout OCTETS = Dnp3Layout.of("n");
    private static final Dnp3Layout SIZED = Dnp3Layout.of("v");
    private static final Dnp3Layout USER_AND_SEQUENCE = Dnp3Layout.of("x6");
    private static final Dnp3Layout USER = Dnp3Layout.of("x2");

    static {
        java.util.Arrays.fill(POINTS, "");
        for (String row : TABLE) {
            String[] columns = row.split(" ");
            int group = Integer.parseInt(columns[0]);
            POINTS[group] = columns[1].equals(".") ? "" : columns[1];
            LAYOUTS[group] = new Dnp3Layout[columns.length - 2];
            for (int variation = 2; variation < columns.length; variation++) {
                LAYOUTS[group][variation - 2] = Dnp3Layout.of(columns[variation]);
            }
        }
        POINTS[OCTET_STRING] = "octet-string";
        POINTS[OCTET_STRING_EVENT] = "octet-string";
        POINTS[114] = "extended-octet-string";
        POINTS[EXTENDED_STRING_EVENT] = "extended-octet-string";
        POINTS[VIRTUAL_TERMINAL] = "virtual-terminal";
        POINTS[VIRTUAL_TERMINAL_EVENT] = "virtual-terminal";
    }

    private Dnp3Objects() {}

    /** How objects of a group and variation look, null if the standard has none such; variation 0 has no objects. */
    static @Nullable Dnp3Layout layout(int group, int variation) {
        if (group == DEVICE_ATTRIBUTES) {
            return ATTRIBUTE;
        }
        if (group >= OCTET_STRING && group <= EXTENDED_STRING_EVENT) {
            return OCTETS;
        }
        if (group == AUTHENTICATION) {
            return variation == 0 || variation > 15
                    ? null
                    : variation == 3 ? USER_AND_SEQUENCE : variation == 4 ? USER : SIZED;
        }
        Dnp3Layout[] variations = group < GROUPS ? LAYOUTS[group] : null;
        return variations == null || variation == 0 || variation > variations.length ? null : variations[variation - 1];
    }

    /** Whether a request may name it: a known object, or any variation (0) of a known group. */
    static boolean canBeNamed(int group, int variation) {
        if (variation != 0) {
            return layout(group, variation) != null;
        }
        return group == DEVICE_ATTRIBUTES || group == AUTHENTICATION || layout(group, 1) != null;
    }

    /** Whether a counter's value is what it grew by since it was last reported, and not its reading. */
    static boolean isDelta(int group, int variation) {
        return group >= 20
                && group <= 23
                && (variation == 3 || variation == 4 || variation == 7 || variation == 8 || variation > 10);
    }

    /** What the points of a group are called, empty if it has none; the same for a point and its events. */
    static String points(int group) {
        return group < GROUPS ? POINTS[group] : "";
    }

    /** Flags of a point (11.6, tables of the object library), reduced to a quality and to names of what is not normal. */
    static final class Flags {
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

        private Flags() {}

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
}
