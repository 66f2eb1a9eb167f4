package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Attribute;
import java.util.List;

/** Time tags (60870-5-101 clauses 7.2.6.18 to 7.2.6.20); local or universal time is a matter of the plant. */
final class Iec104Time {
    /** Bytes of CP56Time2a. */
    static final int LONG = 7;

    private static final int INVALID = 0x80;
    private static final int SUMMER = 0x80;
    private static final int CENTURY_PIVOT = 70;

    private Iec104Time() {}

    /** Adds the tag of {@code size} bytes, 3 or 7, at {@code at}: {@code cp24time} or {@code cp56time}, and its flags. */
    static void add(List<Attribute> attributes, Window bytes, int at, int size) {
        attributes.add(new Attribute(size == LONG ? "cp56time" : "cp24time", text(bytes, at, size)));
        if ((bytes.u8(at + 2) & INVALID) != 0) {
            attributes.add(new Attribute("time_invalid", "1"));
        }
        if (size == LONG && (bytes.u8(at + 3) & SUMMER) != 0) {
            attributes.add(new Attribute("summer_time", "1"));
        }
    }

    /** As ISO 8601 writes it; minute, second and fraction alone for three bytes. */
    static String text(Window bytes, int at, int size) {
        StringBuilder text = new StringBuilder(23);
        if (size == LONG) {
            int year = bytes.u8(at + 6) & 0x7F;
            text.append(year < CENTURY_PIVOT ? 2000 + year : 1900 + year).append('-');
            padded(text, bytes.u8(at + 5) & 0x0F, 2).append('-');
            padded(text, bytes.u8(at + 4) & 0x1F, 2).append('T');
            padded(text, bytes.u8(at + 3) & 0x1F, 2).append(':');
        }
        int millis = bytes.u16le(at);
        padded(text, bytes.u8(at + 2) & 0x3F, 2).append(':');
        padded(text, millis / 1000, 2).append('.');
        return padded(text, millis % 1000, 3).toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String written = Integer.toString(number);
        for (int missing = digits - written.length(); missing > 0; missing--) {
            text.append('0');
        }
        return text.append(written);
    }
}
