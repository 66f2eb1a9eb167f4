package io.fieldwarden.agent.decode.http;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;

/** Tells by its bytes whether a line begins a request or an answer (RFC 9112 3, 4). */
final class HttpStartLine {
    private static final byte[] VERSION = " HTTP/".getBytes(StandardCharsets.US_ASCII);
    private static final int METHOD_MAX = 24;
    private static final int STATUS_SEEN = 12;

    private HttpStartLine() {}

    /** Whether {@code HTTP/1.1 200} begins at {@code at}. */
    static boolean isStatus(Window bytes, int at) {
        if (bytes.length() - at < STATUS_SEEN || !is(bytes, at, VERSION, 1) || bytes.u8(at + 6) != '.') {
            return false;
        }
        int status = bytes.u8(at + 9);
        return bytes.u8(at + 5) <= '2' && bytes.u8(at + 8) == ' ' && status >= '1' && status <= '9';
    }

    private static boolean is(Window bytes, int at, byte[] word, int from) {
        if (bytes.length() - at < word.length - from) {
            return false;
        }
        for (int index = from; index < word.length; index++) {
            if (bytes.u8(at + index - from) != word[index]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a request line begins at {@code at}. */
    static Recognition request(Window bytes, int at) {
        int end = at;
        while (end < bytes.length() && end - at <= METHOD_MAX && isMethod(bytes.u8(end))) {
            end++;
        }
        if (end == bytes.length()) {
            boolean status = bytes.u8(at) == 'H' && end - at < STATUS_SEEN;
            return end - at <= METHOD_MAX || status ? Recognition.MAYBE : Recognition.NO;
        }
        if (end - at == 4 && bytes.u8(end) == '/' && bytes.u8(at) == 'H') {
            return bytes.length() - at < STATUS_SEEN ? Recognition.MAYBE : Recognition.NO; // half a status line
        }
        if (end - at < 3 || bytes.u8(end) != ' ') {
            return Recognition.NO;
        }
        int line = end + 1;
        while (line < bytes.length() && bytes.u8(line) != '\n') {
            if (bytes.u8(line) < ' ' && bytes.u8(line) != '\r') {
                return Recognition.NO;
            }
            line++;
        }
        if (line == bytes.length()) {
            boolean path = end + 1 < line && (bytes.u8(end + 1) == '/' || known(bytes, at, end));
            return path && line - at > 400 ? Recognition.LIKELY : Recognition.MAYBE;
        }
        int tail = line - (bytes.u8(line - 1) == '\r' ? 1 : 0) - 3;
        return tail - VERSION.length > end && is(bytes, tail - VERSION.length, VERSION, 0)
                ? Recognition.YES
                : Recognition.NO;
    }

    private static boolean known(Window bytes, int at, int end) {
        int size = end - at;
        return (size == 3 && bytes.u8(at) == 'G') || (size == 4 && bytes.u8(at) == 'P');
    }

    private static boolean isMethod(int letter) {
        return (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_';
    }
}
