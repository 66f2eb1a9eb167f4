package io.fieldwarden.agent.decode.opcua.encoding;

import io.fieldwarden.agent.observation.ValueSeen;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Status codes (OPC 10000-4 7.39): severity in the two highest bits, the code in the upper 16. */
public final class OpcuaStatus {
    public static final int GOOD = 0;

    private static final Map<Integer, String> NAMES = read();

    private OpcuaStatus() {}

    private static Map<Integer, String> read() {
        Map<Integer, String> names = new HashMap<>();
        for (String line : OpcuaTypes.lines("status-codes.txt")) {
            int blank = line.indexOf(' ');
            names.put(Integer.parseInt(line.substring(0, blank), 16), line.substring(blank + 1));
        }
        return Map.copyOf(names);
    }

    /** The standard's name, for instance {@code BadNodeIdUnknown}; the number in hexadecimal if it has none. */
    public static String name(int code) {
        String name = NAMES.get(code >>> 16);
        return name == null ? String.format(Locale.ROOT, "0x%08X", code) : name;
    }

    /** Severity 2, and the reserved 3. */
    public static boolean isBad(int code) {
        return code < 0;
    }

    public static ValueSeen.Quality quality(int code) {
        return switch (code >>> 30) {
            case 0 -> ValueSeen.Quality.GOOD;
            case 1 -> ValueSeen.Quality.UNCERTAIN;
            default -> ValueSeen.Quality.BAD;
        };
    }
}
