package io.fieldwarden.agent.decode.cbor;

import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Texts, byte strings and keys of a well-formed document, cut to the limits. */
final class CborStrings {
    private static final char ELLIPSIS = '…';
    /** UTF-8 bytes of one character, at most. */
    private static final int CHARACTER_BYTES_MAX = 4;

    private final Window bytes;
    private final CborLimits limits;
    private int end;
    private boolean cut;

    CborStrings(Window bytes, CborLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /** Index behind the string or key read last. */
    int end() {
        return end;
    }

    String text(CborHead head) {
        byte[] kept = content(head, limits.textCharsMax() * CHARACTER_BYTES_MAX);
        String text = new String(kept, StandardCharsets.UTF_8);
        if (!cut && text.length() <= limits.textCharsMax()) {
            return text;
        }
        int most = Math.min(text.length(), limits.textCharsMax());
        int whole = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, whole) + ELLIPSIS;
    }

    String hexadecimal(CborHead head) {
        String text = "0x" + HexFormat.of().formatHex(content(head, limits.byteStringMax()));
        return cut ? text + ELLIPSIS : text;
    }

    /** The key as part of a pointer: texts, whole numbers and byte strings; null for any other item. */
    @Nullable
    String key(CborHead head) {
        return switch (head.major) {
            case CborHead.UNSIGNED -> {
                end = head.next;
                yield Long.toUnsignedString(head.argument);
            }
            case CborHead.NEGATIVE -> {
                end = head.next;
                yield head.argument >= 0 ? Long.toString(-1 - head.argument) : null;
            }
            case CborHead.TEXT -> text(head);
            case CborHead.BYTES -> hexadecimal(head);
            default -> null;
        };
    }

    /** At most {@code most} bytes of the string; its end is found in any case. */
    private byte[] content(CborHead head, int most) {
        boolean indefinite = head.indefinite();
        int at = head.next;
        if (!indefinite) {
            int length = (int) head.argument;
            end = at + length;
            cut = length > most;
            byte[] kept = new byte[Math.min(length, most)];
            bytes.copy(at, kept, 0, kept.length);
            return kept;
        }
        return chunks(new CborHead(), at, new byte[Math.min(most, bytes.length() - at)]);
    }

    private byte[] chunks(CborHead chunk, int from, byte[] room) {
        int at = from;
        int kept = 0;
        cut = false;
        while (bytes.u8(at) != CborHead.BREAK) {
            chunk.read(bytes, at);
            int length = (int) chunk.argument;
            int fits = Math.min(length, room.length - kept);
            bytes.copy(chunk.next, room, kept, fits);
            kept += fits;
            cut |= fits < length;
            at = chunk.next + length;
        }
        end = at + 1;
        return Arrays.copyOf(room, kept);
    }
}
