package io.fieldwarden.agent.decode.cbor;

import io.fieldwarden.agent.decode.Window;

/** Proves that bytes are one well-formed item (RFC 8949, appendix C) with texts in UTF-8, before anything of it is told. */
final class CborForm {
    private static final int BROKEN = -1;

    private final Window bytes;
    private final int nestingMax;

    CborForm(Window bytes, int nestingMax) {
        this.bytes = bytes;
        this.nestingMax = nestingMax;
    }

    /** Index behind the item at {@code from}; -1 if it is not well-formed or nested too deep. */
    int end(int from) {
        return item(from, 0, new CborHead());
    }

    private int item(int at, int depth, CborHead head) {
        if (depth > nestingMax || !head.read(bytes, at)) {
            return BROKEN;
        }
        return switch (head.major) {
            case CborHead.UNSIGNED, CborHead.NEGATIVE -> head.next;
            case CborHead.BYTES, CborHead.TEXT -> head.indefinite() ? chunks(head) : string(head);
            case CborHead.ARRAY, CborHead.MAP -> elements(depth, head);
            case CborHead.TAG -> item(head.next, depth + 1, head);
            default -> simple(head);
        };
    }

    /** A simple value below 32 must not take two bytes (3.3); a break stands only where one is expected. */
    private static int simple(CborHead head) {
        boolean wrong = head.indefinite() || (head.info == 24 && head.argument < 32);
        return wrong ? BROKEN : head.next;
    }

    private int string(CborHead head) {
        long length = head.argument;
        int from = head.next;
        if (length < 0 || length > bytes.length() - from) {
            return BROKEN;
        }
        int end = from + (int) length;
        return head.major == CborHead.BYTES || Utf8.valid(bytes, from, end) ? end : BROKEN;
    }

    /** Chunks of definite length and of the same type until the break (3.2.3). */
    private int chunks(CborHead head) {
        int major = head.major;
        int at = head.next;
        while (at < bytes.length()) {
            if (bytes.u8(at) == CborHead.BREAK) {
                return at + 1;
            }
            if (!head.read(bytes, at) || head.major != major || head.indefinite()) {
                return BROKEN;
            }
            at = string(head);
            if (at < 0) {
                return BROKEN;
            }
        }
        return BROKEN;
    }

    private int elements(int depth, CborHead head) {
        boolean map = head.major == CborHead.MAP;
        boolean indefinite = head.indefinite();
        long left = head.argument;
        int at = head.next;
        if (!indefinite && (left < 0 || left > bytes.length() - at)) {
            return BROKEN; // each element takes a byte at least
        }
        while (indefinite || left > 0) {
            if (indefinite && at < bytes.length() && bytes.u8(at) == CborHead.BREAK) {
                return at + 1;
            }
            at = item(at, depth + 1, head);
            if (map && at >= 0) {
                at = item(at, depth + 1, head);
            }
            if (at < 0) {
                return BROKEN;
            }
            left--;
        }
        return at;
    }
}
