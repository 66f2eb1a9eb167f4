package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.Window;

/** Walks through the extensions of a hello (RFC 8446 4.2). */
final class TlsExtensions {
    static final int SERVER_NAME = 0;
    static final int SUPPORTED_GROUPS = 10;
    static final int EC_POINT_FORMATS = 11;
    static final int SIGNATURE_ALGORITHMS = 13;
    static final int ALPN = 16;
    static final int SESSION_TICKET = 35;
    static final int PRE_SHARED_KEY = 41;
    static final int EARLY_DATA = 42;
    static final int SUPPORTED_VERSIONS = 43;
    static final int KEY_SHARE = 51;
    static final int ENCRYPTED_CLIENT_HELLO = 0xFE0D;

    private final Window bytes;
    private final int end;
    private int next;
    private int type;
    private int start;
    private int length;
    private boolean broken;

    /** @param from where the length of all extensions stands; at the end of the hello if there are none */
    TlsExtensions(Window bytes, int from) {
        this.bytes = bytes;
        next = from + 2;
        if (from == bytes.length()) {
            end = from;
        } else if (bytes.length() - from < 2 || bytes.u16(from) > bytes.length() - next) {
            end = from;
            broken = true;
        } else {
            end = next + bytes.u16(from);
        }
    }

    boolean next() {
        if (next >= end || broken) {
            return false;
        }
        if (end - next < 4 || bytes.u16(next + 2) > end - next - 4) {
            broken = true;
            return false;
        }
        type = bytes.u16(next);
        length = bytes.u16(next + 2);
        start = next + 4;
        next = start + length;
        return true;
    }

    /** Whether a length went past the end. */
    boolean broken() {
        return broken;
    }

    int type() {
        return type;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** The 16-bit numbers of a list that is preceded by its length in {@code prefix} bytes; empty if that does not fit. */
    int[] numbers(int prefix) {
        if (length < prefix) {
            return new int[0];
        }
        int size = prefix == 1 ? bytes.u8(start) : bytes.u16(start);
        return numbers(bytes, start + prefix, Math.min(size, length - prefix) / 2);
    }

    static int[] numbers(Window bytes, int at, int count) {
        int[] numbers = new int[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = bytes.u16(at + 2 * index);
        }
        return numbers;
    }

    /** Names of an ALPN list, parted by commas (RFC 7301 3.1). */
    String protocols(int charsMax) {
        StringBuilder names = new StringBuilder();
        int at = start + 2;
        int stop = start + length;
        while (at < stop && names.length() < charsMax) {
            int size = Math.min(bytes.u8(at), stop - at - 1);
            if (!names.isEmpty()) {
                names.append(',');
            }
            names.append(bytes.latin1(at + 1, size));
            at += 1 + size;
        }
        return names.substring(0, Math.min(names.length(), charsMax));
    }

    /** Name of a host in a server name list (RFC 6066 3), empty if there is none. */
    String host(int charsMax) {
        if (length < 5 || bytes.u8(start + 2) != 0) {
            return "";
        }
        int size = Math.min(bytes.u16(start + 3), length - 5);
        return bytes.utf8(start + 5, Math.min(size, charsMax));
    }
}
