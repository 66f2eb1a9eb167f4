package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.Window;

/** Whether bytes can be a DNS message; allocates nothing. */
final class DnsShape {
    private static final int SECTION_MAX = 256;
    private static final int TYPE_KNOWN_MAX = 261;
    private static final int RECORD_FIXED = 10;
    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;

    private DnsShape() {}

    /**
     * Whether {@code bytes} from {@code at} can be a message that ends at {@code end}, which may lie behind what is shown.
     *
     * @param hinted whether a usual port lets oddities pass
     */
    static boolean fits(Window bytes, int at, int end, boolean hinted) {
        int shown = Math.min(end, bytes.length());
        if (shown - at < DnsLimits.HEADER || !header(bytes, at, end, hinted)) {
            return false;
        }
        int questions = bytes.u16(at + 4);
        int position = at + DnsLimits.HEADER;
        for (int index = 0; index < questions; index++) {
            int name = skipName(bytes, position, shown);
            if (name < 0 || name + 4 > shown) {
                return cut(bytes, at, end, shown) && index > 0;
            }
            int klass = bytes.u16(name + 2) & 0x7FFF;
            if (!DnsNames.isClass(klass) || !typePossible(bytes.u16(name), hinted)) {
                return false;
            }
            position = name + 4;
        }
        return hinted || records(bytes, at, position, end);
    }

    private static boolean typePossible(int type, boolean hinted) {
        return type != 0 && (hinted || type <= TYPE_KNOWN_MAX || type == 32_768 || type == 65_535);
    }

    private static boolean cut(Window bytes, int at, int end, int shown) {
        return shown < end || (bytes.u16(at + 2) & TRUNCATED) != 0;
    }

    private static boolean header(Window bytes, int at, int end, boolean hinted) {
        int flags = bytes.u16(at + 2);
        int opcode = (flags >> 11) & 15;
        boolean response = (flags & RESPONSE) != 0;
        int questions = bytes.u16(at + 4);
        int answers = bytes.u16(at + 6);
        int others = bytes.u16(at + 8) + bytes.u16(at + 10);
        if (opcode == 3 || opcode > 6) {
            return false;
        }
        if (questions + answers + others == 0 && !(response && hinted)) {
            return false;
        }
        if (questions > SECTION_MAX || answers + others > SECTION_MAX * SECTION_MAX) {
            return false;
        }
        long least = DnsLimits.HEADER + 5L * questions + 11L * (answers + others);
        if (least > end - at && (flags & TRUNCATED) == 0) {
            return false;
        }
        if (hinted) {
            return true;
        }
        boolean bare = !response && ((flags & 0x000F) != 0 || (opcode == DnsNames.QUERY && answers != 0));
        return questions == 1 && (flags & 0x0040) == 0 && !bare;
    }

    /** Whether records fill the rest exactly, as far as it is shown. */
    private static boolean records(Window bytes, int at, int from, int end) {
        int shown = Math.min(end, bytes.length());
        int count = bytes.u16(at + 6) + bytes.u16(at + 8) + bytes.u16(at + 10);
        int position = from;
        for (int index = 0; index < count; index++) {
            int name = skipName(bytes, position, shown);
            if (name < 0 || name + RECORD_FIXED > shown) {
                return cut(bytes, at, end, shown);
            }
            position = name + RECORD_FIXED + bytes.u16(name + 8);
            if (position > shown) {
                return position <= end;
            }
        }
        return position == end || shown < end;
    }

    /** Index after the name at {@code at}, or -1. */
    static int skipName(Window bytes, int at, int end) {
        int position = at;
        while (position < end && position - at < DnsLimits.NAME_MAX) {
            int length = bytes.u8(position);
            if (length == 0) {
                return position + 1;
            }
            if (length >= 0xC0) {
                return position + 2 <= end ? position + 2 : -1;
            }
            if (length > 63) {
                return -1;
            }
            position += 1 + length;
        }
        return -1;
    }
}
