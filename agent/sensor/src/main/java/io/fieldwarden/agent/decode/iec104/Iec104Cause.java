package io.fieldwarden.agent.decode.iec104;

/** Causes of transmission (60870-5-101 clause 7.2.3), by the short names Wireshark uses. */
final class Iec104Cause {
    static final int SPONTANEOUS = 3;
    static final int INITIALISED = 4;
    static final int REQUEST = 5;
    static final int ACTIVATION = 6;
    static final int ACTIVATION_CONFIRMATION = 7;
    static final int DEACTIVATION = 8;
    static final int DEACTIVATION_CONFIRMATION = 9;
    static final int ACTIVATION_TERMINATION = 10;
    static final int FILE = 13;
    static final int INTERROGATED = 20;
    static final int COUNTERS_LAST = 41;
    static final int UNKNOWN_TYPE = 44;
    static final int UNKNOWN_OBJECT = 47;
    /** From here on causes are for special use. */
    static final int PRIVATE = 48;

    private static final int CAUSES = 64;
    private static final String[] NAMES = names();

    private Iec104Cause() {}

    static String name(int cause) {
        return NAMES[cause];
    }

    /** Whether the standard reserves it for later. */
    static boolean isReserved(int cause) {
        return cause == 0 || (cause >= 17 && cause <= 19) || cause == 42 || cause == 43;
    }

    /** Whether the message says that type, cause, common address or object address are not known. */
    static boolean isUnknown(int cause) {
        return cause >= UNKNOWN_TYPE && cause <= UNKNOWN_OBJECT;
    }

    /** Whether a message of that kind may have this cause (60870-5-101 clause 8). */
    static boolean fits(Iec104Type.Kind kind, int cause) {
        if (cause >= PRIVATE) {
            return true;
        }
        boolean interrogated = cause >= INTERROGATED && cause <= COUNTERS_LAST;
        boolean command = (cause >= ACTIVATION && cause <= ACTIVATION_TERMINATION) || isUnknown(cause);
        return switch (kind) {
            case REPORT -> (cause >= 1 && cause <= 5) || cause == 11 || cause == 12 || interrogated;
            case INITIALISATION -> cause == INITIALISED;
            case COMMAND -> command;
            case SYSTEM -> command || cause == SPONTANEOUS || cause == REQUEST;
            case PARAMETER -> command || interrogated || cause == SPONTANEOUS;
            case FILE -> cause == FILE || cause == REQUEST || cause == SPONTANEOUS || isUnknown(cause);
            case SECURITY, UNKNOWN -> true;
        };
    }

    private static String[] names() {
        String[] names = new String[CAUSES];
        String[] first = {
            "not_used",
            "per/cyc",
            "back",
            "spont",
            "init",
            "req",
            "act",
            "actcon",
            "deact",
            "deactcon",
            "actterm",
            "retrem",
            "retloc",
            "file",
            "auth",
            "session_key",
            "user_role",
            "reserved_17",
            "reserved_18",
            "reserved_19",
            "inrogen"
        };
        System.arraycopy(first, 0, names, 0, first.length);
        for (int group = 1; group <= 16; group++) {
            names[INTERROGATED + group] = "inro" + group;
        }
        names[37] = "reqcogen";
        for (int group = 1; group <= 4; group++) {
            names[37 + group] = "reqco" + group;
        }
        names[42] = "reserved_42";
        names[43] = "reserved_43";
        names[44] = "uktypeid";
        names[45] = "ukcausetx";
        names[46] = "ukcomadrasdu";
        names[47] = "ukioa";
        for (int cause = PRIVATE; cause < CAUSES; cause++) {
            names[cause] = "private_" + cause;
        }
        return names;
    }
}
