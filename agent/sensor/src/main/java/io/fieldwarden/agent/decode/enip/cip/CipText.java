package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import java.util.HexFormat;

/** Texts out of messages, bounded. */
public final class CipText {
    private CipText() {}

    /** {@code size} bytes as ISO 8859-1 without control characters, at most {@code most} of them. */
    public static String of(Window bytes, int at, int size, int most) {
        String text = bytes.latin1(at, Math.min(size, most));
        for (int index = 0; index < text.length(); index++) {
            if (Character.isISOControl(text.charAt(index))) {
                return text.replaceAll("\\p{Cntrl}", "").strip();
            }
        }
        return text.strip();
    }

    /** {@code size} bytes as hexadecimal digits, at most {@code most} characters. */
    public static String hex(Window bytes, int at, int size, int most) {
        int shown = Math.min(size, most / 2);
        return HexFormat.of().formatHex(bytes.array(), bytes.start() + at, bytes.start() + at + shown);
    }

    /** A number of 32 bits as {@code 0x0000002a}. */
    public static String word32(int value) {
        return "0x" + HexFormat.of().toHexDigits(value);
    }

    /** A class, instance or attribute as ICSNPP writes it, for instance {@code 0x0e}. */
    static String number(long value) {
        String digits = Long.toHexString(value);
        return "0x" + ((digits.length() & 1) == 0 ? digits : "0" + digits);
    }
}
