package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.util.HexFormat;
import java.util.Locale;

/** Reads data items (return code, transport size, length, bytes) and tells their values. */
final class S7ValueReader {
    static final int SUCCESS = 0xFF;
    private static final int ITEM_HEADER = 4;
    private static final int BIT = 3;
    private static final int INTEGER = 5;
    private static final int TEXT_VALUES_MAX = 16;
    /** Years in two digits from here on are of the last century. */
    private static final int CENTURY_FROM = 90;

    private final S7Facts facts;
    int returnCode;
    int at;
    int length;
    private int next;

    S7ValueReader(S7Facts facts) {
        this.facts = facts;
    }

    /** Begins with the data item at {@code from}. */
    void begin(int from) {
        next = from;
    }

    /** Reads the head of the next data item; false if it does not end before {@code end}. */
    boolean item(Window bytes, int end) {
        if (next >= end) {
            return false;
        }
        if (next + ITEM_HEADER > end) {
            returnCode = bytes.u8(next);
            length = 0;
            at = end;
            next = end;
            return returnCode != SUCCESS;
        }
        returnCode = bytes.u8(next);
        int size = bytes.u8(next + 1);
        int declared = bytes.u16(next + 2);
        length = size >= BIT && size <= INTEGER ? (declared + 7) >> 3 : declared;
        if (returnCode != SUCCESS && returnCode != 0) {
            length = size == 0 ? 0 : length; // a refused item may repeat the length asked for without any bytes
        }
        at = next + ITEM_HEADER;
        if (at + length > end) {
            if (returnCode == SUCCESS || returnCode == 0) {
                return false;
            }
            length = 0;
        }
        next = at + length;
        if ((length & 1) == 1 && next < end) {
            next++; // fill byte
        }
        return true;
    }

    /** Tells the values of {@code item} from the data item read last; false if they do not fit its points. */
    boolean tell(S7Item item, Window bytes, ValueSeen.Way way, long atNanos) {
        int from = at;
        int size = length;
        if (item.type() == S7Item.Type.OPAQUE) {
            Points points = item.parts().getFirst();
            facts.values(way, points, new Values.Texts(new String[] {hex(bytes, from, size)}), atNanos);
            return true;
        }
        int unit = item.type().bytes;
        if (size < unit) {
            return false;
        }
        int index = from;
        for (Points points : item.parts()) {
            int count = Math.min(points.count(), (from + size - index) / unit);
            if (count < 1) {
                return false;
            }
            Points told = count == points.count() ? points : new Points(points.space(), points.first(), count);
            facts.values(way, told, read(item.type(), bytes, index, count), atNanos);
            index += count * unit;
        }
        return item.count() * unit == size;
    }

    private String hex(Window bytes, int from, int size) {
        int shown = Math.min(size, facts.limits.textChars() / 2);
        int start = bytes.start() + from;
        return HexFormat.of().formatHex(bytes.array(), start, start + shown);
    }

    /** {@code count} values of a type from bytes that are there. */
    static Values read(S7Item.Type type, Window bytes, int from, int count) {
        if (type == S7Item.Type.BIT) {
            return new Values.Bits(new byte[] {(byte) (bytes.u8(from) & 1)}, 1);
        }
        if (type == S7Item.Type.WORD) {
            short[] words = new short[count];
            for (int index = 0; index < count; index++) {
                words[index] = (short) bytes.u16(from + 2 * index);
            }
            return new Values.Words(words);
        }
        if (type == S7Item.Type.DATE_AND_TIME) {
            return new Values.Texts(new String[] {dateAndTime(bytes, from)});
        }
        double[] numbers = new double[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = number(type, bytes, from + index * type.bytes);
        }
        return new Values.Numbers(numbers);
    }

    private static double number(S7Item.Type type, Window bytes, int at) {
        return switch (type) {
            case INT -> (short) bytes.u16(at);
            case DWORD -> bytes.u32(at);
            case DINT -> bytes.i32(at);
            case REAL -> Float.intBitsToFloat(bytes.i32(at));
            case BIT, BYTE, WORD, DATE_AND_TIME, OPAQUE -> bytes.u8(at);
        };
    }

    /** The first values of an item as a text, for a write that did not come about. */
    String text(S7Item item, Window bytes, int from, int size) {
        if (item.type() == S7Item.Type.OPAQUE || size < item.type().bytes) {
            return hex(bytes, from, size);
        }
        int unit = item.type().bytes;
        int count = Math.min(size / unit, TEXT_VALUES_MAX);
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < count; index++) {
            Values value = read(item.type(), bytes, from + index * unit, 1);
            text.append(index == 0 ? "" : ",").append(value.text(0));
        }
        return size / unit > count ? text.append(",…").toString() : text.toString();
    }

    /** Year to second in six BCD bytes, milliseconds and the day of the week in the next two; all are there. */
    static String dateAndTime(Window bytes, int at) {
        int year = bcd(bytes.u8(at));
        return time(bytes, at, (year >= CENTURY_FROM ? 1900 : 2000) + year);
    }

    /** A reserved byte, the century and then as {@link #dateAndTime}: ten bytes. */
    static String clock(Window bytes, int at) {
        int year = bcd(bytes.u8(at + 2));
        return time(bytes, at + 2, (year >= CENTURY_FROM ? 1900 : 2000) + year);
    }

    private static String time(Window bytes, int at, int year) {
        int millis = bcd(bytes.u8(at + 6)) * 10 + (bytes.u8(at + 7) >> 4);
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d.%03d",
                year,
                bcd(bytes.u8(at + 1)),
                bcd(bytes.u8(at + 2)),
                bcd(bytes.u8(at + 3)),
                bcd(bytes.u8(at + 4)),
                bcd(bytes.u8(at + 5)),
                millis);
    }

    private static int bcd(int value) {
        return (value >> 4) * 10 + (value & 0xF);
    }
}
