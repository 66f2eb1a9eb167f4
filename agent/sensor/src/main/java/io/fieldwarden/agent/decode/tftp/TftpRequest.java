package io.fieldwarden.agent.decode.tftp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads texts that end with a zero: file name, mode, options (RFC 1350 clause 5, RFC 2347). */
final class TftpRequest {
    private TftpRequest() {}

    /** Whether a request has a printable file name and one of the modes. */
    static boolean fits(Window bytes) {
        int name = end(bytes, 2);
        int mode = name < 0 ? -1 : end(bytes, name + 1);
        if (mode < 0 || name == 2) {
            return false;
        }
        for (int at = 2; at < name; at++) {
            if (bytes.u8(at) < 0x20) {
                return false;
            }
        }
        return same(bytes, name + 1, mode, "octet")
                || same(bytes, name + 1, mode, "netascii")
                || same(bytes, name + 1, mode, "mail");
    }

    private static boolean same(Window bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int index = 0; index < word.length(); index++) {
            if ((bytes.u8(from + index) | 0x20) != word.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    /** Index of the zero after {@code from}, or -1. */
    static int end(Window bytes, int from) {
        for (int at = from; at < bytes.length(); at++) {
            if (bytes.u8(at) == 0) {
                return at;
            }
        }
        return -1;
    }

    /** File name, mode and options; empty if one of the first two does not end. */
    static List<Attribute> attributes(Window bytes, TftpLimits limits) {
        int name = end(bytes, 2);
        int mode = name < 0 ? -1 : end(bytes, name + 1);
        if (mode < 0) {
            return List.of();
        }
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("filename", text(bytes, 2, name, limits)));
        attributes.add(new Attribute("mode", text(bytes, name + 1, mode, limits).toLowerCase(Locale.ROOT)));
        int at = mode + 1;
        for (int count = 0; count < limits.optionsMax() && at < bytes.length(); count++) {
            int option = end(bytes, at);
            int value = option < 0 ? -1 : end(bytes, option + 1);
            if (value < 0) {
                break;
            }
            String named = text(bytes, at, option, limits).toLowerCase(Locale.ROOT);
            attributes.add(new Attribute("option_" + named, text(bytes, option + 1, value, limits)));
            at = value + 1;
        }
        return attributes;
    }

    private static String text(Window bytes, int from, int to, TftpLimits limits) {
        return bytes.utf8(from, Math.min(to - from, limits.textChars()));
    }
}
