package io.fieldwarden.agent.conformance;

import java.util.List;

/** Our words for IEC 60870-5-104 back in the numbers of the wire. */
final class Iec104Words {
    private static final List<String> CAUSES = List.of(
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
            "user_role");

    private Iec104Words() {}

    /** Number of a cause of transmission. */
    static int cause(String name) {
        int index = CAUSES.indexOf(name);
        if (index >= 0) {
            return index;
        }
        return switch (name) {
            case "inrogen" -> 20;
            case "reqcogen" -> 37;
            case "uktypeid" -> 44;
            case "ukcausetx" -> 45;
            case "ukcomadrasdu" -> 46;
            case "ukioa" -> 47;
            default -> {
                int number = Integer.parseInt(name.replaceAll("\\D", ""));
                yield name.startsWith("inro") ? 20 + number : name.startsWith("reqco") ? 37 + number : number;
            }
        };
    }

    /** {@code 2013-07-04T08:23:17.123} as {@code 13-7-4 8:23 17123}. */
    static String time(String iso) {
        String[] parts = iso.split("[-T:.]");
        int millis = Integer.parseInt(parts[5]) * 1000 + Integer.parseInt(parts[6]);
        return Integer.parseInt(parts[0]) % 100 + "-" + Integer.parseInt(parts[1]) + "-" + Integer.parseInt(parts[2])
                + " " + Integer.parseInt(parts[3]) + ":" + Integer.parseInt(parts[4]) + " " + millis;
    }
}
