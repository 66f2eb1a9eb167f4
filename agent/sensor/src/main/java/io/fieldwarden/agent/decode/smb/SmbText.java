package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;

/** Texts of a message. */
final class SmbText {
    private SmbText() {}

    /** {@code size} bytes at {@code at} as UTF-16, at most {@code most} characters; empty if they are outside. */
    static String wide(Window bytes, int at, int size, int most) {
        if (at < 0 || size < 2 || at > bytes.length() - size) {
            return "";
        }
        int shown = Math.min(size & ~1, 2 * most);
        return ended(new String(bytes.array(), bytes.start() + at, shown, StandardCharsets.UTF_16LE));
    }

    static String narrow(Window bytes, int at, int size, int most) {
        if (at < 0 || size < 1 || at > bytes.length() - size) {
            return "";
        }
        return ended(bytes.latin1(at, Math.min(size, most)));
    }

    private static String ended(String text) {
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    /** Bytes up to and with the zero that ends a text, or to {@code end}. */
    static int length(Window bytes, int at, int end, boolean wide) {
        int step = wide ? 2 : 1;
        int next = at;
        while (next + step <= end) {
            boolean zero = bytes.u8(next) == 0 && (!wide || bytes.u8(next + 1) == 0);
            next += step;
            if (zero) {
                return next - at;
            }
        }
        return end - at;
    }
}
