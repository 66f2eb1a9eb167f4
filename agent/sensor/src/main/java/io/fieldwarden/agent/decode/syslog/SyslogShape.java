package io.fieldwarden.agent.decode.syslog;

import io.fieldwarden.agent.decode.Window;

/** Looks at the beginning of a message; allocates nothing. */
final class SyslogShape {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private SyslogShape() {}

    /** Index after the priority in angle brackets at {@code at}, or -1. */
    static int afterPriority(Window bytes, int at) {
        int end = at + 1;
        while (end < bytes.length() && end < at + 4 && digit(bytes.u8(end))) {
            end++;
        }
        boolean closed = end > at + 1 && end < bytes.length() && bytes.u8(at) == '<' && bytes.u8(end) == '>';
        return closed && priority(bytes, at) <= SyslogLimits.PRIORITY_MAX ? end + 1 : -1;
    }

    /** The number in angle brackets at {@code at}. */
    static int priority(Window bytes, int at) {
        int value = 0;
        for (int index = at + 1; index < bytes.length() && digit(bytes.u8(index)); index++) {
            value = Math.min(9_999, 10 * value + bytes.u8(index) - '0');
        }
        return value;
    }

    static boolean digit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Whether version and a time of RFC 5424, or none, follow. */
    static boolean structured(Window bytes, int at) {
        return at + 3 < bytes.length()
                && bytes.u8(at) == '1'
                && bytes.u8(at + 1) == ' '
                && (bytes.u8(at + 2) == '-' || digit(bytes.u8(at + 2)));
    }

    /** Whether {@code Mmm dd hh:mm:ss} follows (RFC 3164 4.1.2). */
    static boolean dated(Window bytes, int at) {
        if (at + 15 > bytes.length() || bytes.u8(at + 3) != ' ' || bytes.u8(at + 6) != ' ' || bytes.u8(at + 9) != ':') {
            return false;
        }
        for (int month = 0; month < MONTHS.length(); month += 3) {
            if (bytes.u8(at) == MONTHS.charAt(month)
                    && bytes.u8(at + 1) == MONTHS.charAt(month + 1)
                    && bytes.u8(at + 2) == MONTHS.charAt(month + 2)) {
                return true;
            }
        }
        return false;
    }
}
