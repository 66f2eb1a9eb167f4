package io.fieldwarden.agent.decode.mqtt;

import io.fieldwarden.agent.decode.Window;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Rules for texts (1.5.4), topic names and topic filters (4.7). */
final class MqttText {
    private static final int HASH_BYTES = 8;
    private static final String SHARED = "$share/";
    /** Finding one costs more than using it, and some clients connect for every message. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(MqttText::sha256);

    private MqttText() {}

    /** Index of the first byte that is not well-formed UTF-8 or is U+0000, or -1. Surrogates are not well-formed. */
    static int fault(Window bytes, int start, int size) {
        int at = 0;
        while (at < size) {
            int first = bytes.u8(start + at);
            if (first > 0 && first < 0x80) {
                at++;
                continue;
            }
            int length = sequenceLength(bytes, start + at, size - at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    private static int sequenceLength(Window bytes, int at, int left) {
        int first = bytes.u8(at);
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || left < length) {
            return 0;
        }
        int second = bytes.u8(at + 1);
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int index = 2; index < length; index++) {
            if ((bytes.u8(at + index) & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The text, cut to {@code charsMax} with a note of how many bytes are missing. */
    static String bounded(Window bytes, int start, int size, int charsMax) {
        if (size <= charsMax) {
            return bytes.utf8(start, size);
        }
        int kept = charsMax;
        while (kept > charsMax - 4 && (bytes.u8(start + kept) & 0xC0) == 0x80) {
            kept--; // do not cut a character in two
        }
        return bytes.utf8(start, kept) + "…[" + (size - kept) + " more bytes]";
    }

    /** First bytes of the SHA-256 of what lies there, in hexadecimal: tells two user names apart without keeping one. */
    static String hash(Window bytes, int start, int size) {
        MessageDigest digest = DIGEST.get();
        digest.update(bytes.array(), bytes.start() + start, size);
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** Whether a topic name holds a wildcard. */
    static boolean hasWildcard(Window bytes, int start, int size) {
        for (int index = 0; index < size; index++) {
            int character = bytes.u8(start + index);
            if (character == '#' || character == '+') {
                return true;
            }
        }
        return false;
    }

    /** Whether a topic filter follows 4.7.1, and 4.8.2 if it is shared. */
    static boolean isFilter(String filter) {
        if (!filter.startsWith(SHARED)) {
            return isPlainFilter(filter);
        }
        int slash = filter.indexOf('/', SHARED.length());
        String group = slash < 0 ? "" : filter.substring(SHARED.length(), slash);
        return !group.isEmpty()
                && group.indexOf('#') < 0
                && group.indexOf('+') < 0
                && isPlainFilter(filter.substring(slash + 1));
    }

    private static boolean isPlainFilter(String filter) {
        for (int index = 0; index < filter.length(); index++) {
            char character = filter.charAt(index);
            boolean starts = index == 0 || filter.charAt(index - 1) == '/';
            boolean ends = index == filter.length() - 1;
            if (character == '#' && !(starts && ends)) {
                return false;
            }
            if (character == '+' && !(starts && (ends || filter.charAt(index + 1) == '/'))) {
                return false;
            }
        }
        return !filter.isEmpty();
    }
}
