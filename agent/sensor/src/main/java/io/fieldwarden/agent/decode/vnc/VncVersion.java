package io.fieldwarden.agent.decode.vnc;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;

/** {@code RFB 003.008} and a line feed (RFC 6143 7.1.1), and names of numbers. */
final class VncVersion {
    static final int LENGTH = 12;

    private static final String SHAPE = "RFB 000.000\n";

    private VncVersion() {}

    static Recognition recognise(Window first) {
        for (int at = 0; at < Math.min(LENGTH, first.length()); at++) {
            char expected = SHAPE.charAt(at);
            int letter = first.u8(at);
            boolean fits = expected == '0' ? letter >= '0' && letter <= '9' : letter == expected;
            if (!fits) {
                return Recognition.NO;
            }
        }
        return first.length() < LENGTH ? Recognition.MAYBE : Recognition.YES;
    }

    /** Security types (RFC 6143 8.1.2 and the registry of IANA). */
    static String security(int type) {
        return switch (type) {
            case 0 -> "invalid";
            case 1 -> "none";
            case 2 -> "vnc";
            case 5 -> "ra2";
            case 6 -> "ra2ne";
            case 16 -> "tight";
            case 17 -> "ultra";
            case 18 -> "tls";
            case 19 -> "vencrypt";
            case 20 -> "gtk-vnc sasl";
            case 21 -> "md5 hash";
            case 22 -> "colin dean xvp";
            case 30 -> "apple remote desktop";
            default -> Integer.toString(type);
        };
    }
}
