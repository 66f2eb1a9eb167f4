package io.fieldwarden.agent.decode.coap;

import io.fieldwarden.agent.decode.Window;
import org.jspecify.annotations.Nullable;

/** Reads one message (RFC 7252 clause 3): what it is, and those of its options that say what is asked. Reused. */
final class CoapMessage {
    private static final int VERSION = 1;
    private static final int PAYLOAD_MARKER = 0xFF;
    private static final int URI_HOST = 3;
    private static final int OBSERVE = 6;
    private static final int URI_PATH = 11;
    private static final int CONTENT_FORMAT = 12;
    private static final int URI_QUERY = 15;
    private static final int NONE = -1;

    private final CoapLimits limits;
    private final StringBuilder path = new StringBuilder();
    private String host = "";
    private int type;
    private int code;
    private int messageId;
    private int tokenLength;
    private long token;
    private int observe;
    private int contentFormat;
    private int queries;
    private int payload;
    private boolean optionsLeft;
    private boolean emptyPayload;

    CoapMessage(CoapLimits limits) {
        this.limits = limits;
    }

    /** What is wrong with {@code bytes}, null if nothing that keeps them from being read. */
    @Nullable
    CoapAnomaly read(Window bytes) {
        path.setLength(0);
        host = "";
        token = 0;
        observe = NONE;
        contentFormat = NONE;
        queries = 0;
        payload = 0;
        optionsLeft = false;
        emptyPayload = false;
        if (bytes.length() < CoapLimits.HEADER) {
            return CoapAnomaly.TOO_SHORT;
        }
        type = (bytes.u8(0) >> 4) & 3;
        tokenLength = bytes.u8(0) & 0x0F;
        code = bytes.u8(1);
        messageId = bytes.u16(2);
        if (bytes.u8(0) >> 6 != VERSION || tokenLength > CoapLimits.TOKEN_MAX) {
            return CoapAnomaly.BAD_HEADER;
        }
        if (bytes.length() < CoapLimits.HEADER + tokenLength) {
            return CoapAnomaly.TOO_SHORT;
        }
        for (int at = 0; at < tokenLength; at++) {
            token = (token << 8) | bytes.u8(CoapLimits.HEADER + at);
        }
        return options(bytes, CoapLimits.HEADER + tokenLength);
    }

    private @Nullable CoapAnomaly options(Window bytes, int from) {
        int at = from;
        int number = 0;
        for (int read = 0; at < bytes.length(); read++) {
            int head = bytes.u8(at++);
            if (head == PAYLOAD_MARKER) {
                payload = bytes.length() - at;
                emptyPayload = payload == 0;
                return null;
            }
            if (read == limits.optionsMax()) {
                optionsLeft = true;
                return null;
            }
            int more = extra(head >> 4) + extra(head & 0x0F);
            if (head >> 4 == 15 || (head & 0x0F) == 15 || more > bytes.length() - at) {
                return CoapAnomaly.BAD_OPTION;
            }
            number += extended(bytes, at, head >> 4);
            at += extra(head >> 4);
            int length = extended(bytes, at, head & 0x0F);
            at += extra(head & 0x0F);
            if (length > bytes.length() - at) {
                return CoapAnomaly.BAD_OPTION;
            }
            option(bytes, number, at, length);
            at += length;
        }
        return null;
    }

    /** Bytes that follow for a half byte of 13 or 14 (3.1). */
    private static int extra(int half) {
        return half == 13 ? 1 : half == 14 ? 2 : 0;
    }

    private static int extended(Window bytes, int at, int half) {
        return switch (half) {
            case 13 -> 13 + bytes.u8(at);
            case 14 -> 269 + bytes.u16(at);
            default -> half;
        };
    }

    private void option(Window bytes, int number, int at, int length) {
        switch (number) {
            case URI_HOST -> host = bytes.utf8(at, Math.min(length, limits.textChars()));
            case URI_PATH -> {
                int room = limits.textChars() - path.length() - 1;
                if (room > 0) {
                    String part = bytes.utf8(at, Math.min(length, room));
                    path.append('/').append(part, 0, Math.min(part.length(), room));
                }
            }
            case URI_QUERY -> queries++; // may carry a secret: that there was one is all that is told
            case OBSERVE -> observe = (int) number(bytes, at, length);
            case CONTENT_FORMAT -> contentFormat = (int) number(bytes, at, length);
            default -> {
                // says nothing about what is asked
            }
        }
    }

    private static long number(Window bytes, int at, int length) {
        long value = 0;
        for (int index = 0; index < Math.min(length, 3); index++) {
            value = (value << 8) | bytes.u8(at + index);
        }
        return value;
    }

    /** 0 confirmable, 1 non-confirmable, 2 acknowledgement, 3 reset. */
    int type() {
        return type;
    }

    /** Class in the upper three bits, detail below. */
    int code() {
        return code;
    }

    int messageId() {
        return messageId;
    }

    int tokenLength() {
        return tokenLength;
    }

    long token() {
        return token;
    }

    boolean isEmpty() {
        return code == 0;
    }

    boolean isRequest() {
        return code >= 1 && code <= 0x1F;
    }

    /** Whether the code is one of RFC 7252, RFC 7959, RFC 8132 or RFC 8516. */
    boolean isKnownCode() {
        return isEmpty() ? tokenLength == 0 : code <= 7 || CoapNames.response(code) != null;
    }

    /** The path with a slash before every part, cut to the limit. */
    String path() {
        return path.toString();
    }

    String host() {
        return host;
    }

    /** The number of the option, -1 if it is absent: 0 registers, 1 takes back. */
    int observe() {
        return observe;
    }

    /** The registered number of the format of the payload, -1 if it is not said. */
    int contentFormat() {
        return contentFormat;
    }

    int queries() {
        return queries;
    }

    int payloadLength() {
        return payload;
    }

    boolean hasOptionsLeft() {
        return optionsLeft;
    }

    boolean hasEmptyPayload() {
        return emptyPayload;
    }
}
