package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/** Values in the application encodings (20.2.2 to 20.2.14), as numbers or in words. */
final class BacnetText {
    private static final int UNSPECIFIED = 255;

    private BacnetText() {}

    /** Whether values of that application type are numbers. */
    static boolean isNumber(int type) {
        return type == BacnetTag.BOOLEAN
                || (type >= BacnetTag.UNSIGNED && type <= BacnetTag.DOUBLE)
                || type == BacnetTag.ENUMERATED;
    }

    /** The value as a number; NaN if its length is not that of its type. */
    static double number(Window bytes, BacnetTag tag, int type) {
        return switch (type) {
            case BacnetTag.BOOLEAN -> tag.context ? (tag.unsigned(bytes) != 0 ? 1 : 0) : tag.bits;
            case BacnetTag.SIGNED -> signed(bytes, tag);
            case BacnetTag.REAL -> tag.length == 4 ? Float.intBitsToFloat(bytes.i32(tag.content)) : Double.NaN;
            case BacnetTag.DOUBLE -> tag.length == 8 ? Double.longBitsToDouble(bytes.i64(tag.content)) : Double.NaN;
            default -> tag.unsigned(bytes);
        };
    }

    static long signed(Window bytes, BacnetTag tag) {
        int shift = 64 - 8 * Math.min(8, Math.max(1, tag.length));
        return (tag.unsigned(bytes) << shift) >> shift;
    }

    /** The value in words, as a value of that application type; at most about {@code most} characters. */
    static String of(Window bytes, BacnetTag tag, int type, int most) {
        return switch (type) {
            case BacnetTag.NULL -> "null";
            case BacnetTag.BOOLEAN -> number(bytes, tag, type) != 0 ? "true" : "false";
            case BacnetTag.UNSIGNED, BacnetTag.ENUMERATED -> Long.toUnsignedString(tag.unsigned(bytes));
            case BacnetTag.SIGNED -> Long.toString(signed(bytes, tag));
            case BacnetTag.REAL ->
                tag.length == 4 ? Float.toString(Float.intBitsToFloat(bytes.i32(tag.content))) : hex(bytes, tag, most);
            case BacnetTag.DOUBLE ->
                tag.length == 8 ? Double.toString(number(bytes, tag, type)) : hex(bytes, tag, most);
            case BacnetTag.TEXT -> text(bytes, tag, most);
            case BacnetTag.BITS -> bits(bytes, tag, most);
            case BacnetTag.DATE -> tag.length == 4 ? date(bytes, tag.content) : hex(bytes, tag, most);
            case BacnetTag.TIME -> tag.length == 4 ? time(bytes, tag.content) : hex(bytes, tag, most);
            case BacnetTag.OBJECT ->
                tag.length == 4 ? BacnetNames.object(bytes.u32(tag.content)) : hex(bytes, tag, most);
            default -> hex(bytes, tag, most);
        };
    }

    static String hex(Window bytes, BacnetTag tag, int most) {
        int start = bytes.start() + tag.content;
        return HexFormat.of().formatHex(bytes.array(), start, start + Math.min(tag.length, most / 2));
    }

    /** A character string (20.2.9): a character set, for IBM and JIS also a code page, then the text. */
    static String text(Window bytes, BacnetTag tag, int most) {
        if (tag.length == 0) {
            return "";
        }
        int set = bytes.u8(tag.content);
        int skip = set == 1 ? Math.min(3, tag.length) : 1;
        Charset charset = switch (set) {
            case 0 -> StandardCharsets.UTF_8;
            case 3 -> Charset.forName("UTF-32BE");
            case 4 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.ISO_8859_1;
        };
        int width = set == 3 || set == 0 ? 4 : set == 4 ? 2 : 1;
        int size = Math.min(tag.length - skip, most * width);
        String all = new String(bytes.array(), bytes.start() + tag.content + skip, size, charset);
        int end = Math.min(all.length(), most);
        if (end > 0 && end < all.length() && Character.isHighSurrogate(all.charAt(end - 1))) {
            end--;
        }
        return all.substring(0, end);
    }

    /** A bit string (20.2.10) with a T or an F for each bit, the first bit first, as ICSNPP writes it. */
    static String bits(Window bytes, BacnetTag tag, int most) {
        int size = bitCount(bytes, tag);
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < Math.min(size, most); bit++) {
            text.append(bit(bytes, tag, bit) ? 'T' : 'F');
        }
        return text.toString();
    }

    static int bitCount(Window bytes, BacnetTag tag) {
        return tag.length < 1 ? 0 : Math.max(0, (tag.length - 1) * 8 - (bytes.u8(tag.content) & 7));
    }

    static boolean bit(Window bytes, BacnetTag tag, int bit) {
        return bit < bitCount(bytes, tag) && (bytes.u8(tag.content + 1 + (bit >> 3)) & (0x80 >> (bit & 7))) != 0;
    }

    private static String date(Window bytes, int at) {
        int year = bytes.u8(at);
        return (year == UNSPECIFIED ? "*" : Integer.toString(1900 + year)) + "-" + two(bytes.u8(at + 1)) + "-"
                + two(bytes.u8(at + 2));
    }

    private static String time(Window bytes, int at) {
        return two(bytes.u8(at)) + ":" + two(bytes.u8(at + 1)) + ":" + two(bytes.u8(at + 2)) + "."
                + two(bytes.u8(at + 3));
    }

    /** Two digits, or a star where it is left open (20.2.12). */
    private static String two(int number) {
        return number == UNSPECIFIED ? "*" : String.format(Locale.ROOT, "%02d", number);
    }

    /** A constructed value in words: braces around what belongs together; context-specific content as hexadecimal. */
    static String constructed(Window bytes, int from, int to, int most) {
        StringBuilder text = new StringBuilder("{");
        BacnetTag tag = new BacnetTag();
        int at = from;
        while (text.length() < most && tag.read(bytes, at, to)) {
            if (text.charAt(text.length() - 1) != '{' && !tag.closing) {
                text.append(' ');
            }
            if (tag.opening) {
                text.append('{');
            } else if (tag.closing) {
                text.append('}');
            } else if (tag.context) {
                text.append(hex(bytes, tag, most));
            } else {
                text.append(of(bytes, tag, tag.number, most));
            }
            at = tag.next;
        }
        text.setLength(Math.min(text.length(), most - 1));
        return text.append('}').toString();
    }
}
