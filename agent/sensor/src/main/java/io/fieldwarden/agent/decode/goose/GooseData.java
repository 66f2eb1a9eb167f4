package io.fieldwarden.agent.decode.goose;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.ValueSeen.Quality;
import io.fieldwarden.agent.observation.Values;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Values of a data set (IEC 61850-8-1, annex A, Data), structures taken apart. */
final class GooseData {
    /** One value and the point it belongs to. */
    record Leaf(String point, Values value, Quality quality) {}

    private static final int ARRAY = 0xA1;
    private static final int STRUCTURE = 0xA2;
    private static final int BIT_STRING = 0x84;
    private static final int QUALITY_BITS = 13;
    private static final long DAY_MILLIS = 86_400_000L;
    /** Days from 1970 to 1984, from which binary time counts. */
    private static final long BINARY_TIME_EPOCH_DAYS = 5_113;

    private final GooseLimits limits;
    private Window bytes = new Window();
    private List<Leaf> target = List.of();
    private boolean tooDeep;

    GooseData(GooseLimits limits) {
        this.limits = limits;
    }

    /** Whether anything was left out because it lay too deep since this was last asked. */
    boolean wasTooDeep() {
        boolean was = tooDeep;
        tooDeep = false;
        return was;
    }

    /** Adds the values of the element {@code data} stands at; a structure's parts are {@code point/1}, {@code point/2}, … */
    void leaves(Window newBytes, Ber data, String point, List<Leaf> leaves) {
        bytes = newBytes;
        target = leaves;
        add(data, point, Quality.UNSTATED, 0);
    }

    private void add(Ber data, String point, Quality quality, int depth) {
        if (target.size() >= limits.values()) {
            return;
        }
        if (data.tag() != ARRAY && data.tag() != STRUCTURE) {
            target.add(new Leaf(point, value(bytes, data), quality));
            return;
        }
        if (depth == limits.depth()) {
            tooDeep = true;
            return;
        }
        Quality stated = data.tag() == STRUCTURE ? quality(bytes, data) : Quality.UNSTATED;
        Quality passed = stated == Quality.UNSTATED ? quality : stated;
        Ber parts = new Ber().into(data);
        for (int index = 1; parts.next() && target.size() < limits.values(); index++) {
            add(parts, point + "/" + index, passed, depth + 1);
        }
    }

    /** Quality that stands among the parts: a bit string of 13 bits (IEC 61850-8-1, clause 8.2). */
    private static Quality quality(Window bytes, Ber structure) {
        Ber parts = new Ber().into(structure);
        while (parts.next()) {
            if (parts.tag() == BIT_STRING && parts.length() == 3 && bits(bytes, parts) == QUALITY_BITS) {
                return quality(bytes.u8(parts.start() + 1) >> 6);
            }
        }
        return Quality.UNSTATED;
    }

    /** Validity: good, invalid, reserved, questionable (IEC 61850-7-3, clause 6.2.1). */
    static Quality quality(int validity) {
        return switch (validity) {
            case 0 -> Quality.GOOD;
            case 1 -> Quality.BAD;
            default -> Quality.UNCERTAIN;
        };
    }

    private static int bits(Window bytes, Ber string) {
        return 8 * (string.length() - 1) - Math.min(7, bytes.u8(string.start()));
    }

    private Values value(Window bytes, Ber data) {
        return switch (data.tag()) {
            case 0x83 -> number(data.length() > 0 && bytes.u8(data.start()) != 0 ? 1 : 0);
            case 0x85, 0x8D -> data.length() <= 8 ? number((double) data.integer()) : hex(bytes, data);
            case 0x86 -> data.length() <= 9 ? number((double) data.unsigned()) : hex(bytes, data);
            case 0x87 -> floating(bytes, data);
            case BIT_STRING, 0x8E -> text(bitString(bytes, data));
            case 0x8A, 0x8B, 0x90 -> text(printable(data.text(limits.textChars())));
            case 0x8C -> text(binaryTime(bytes, data));
            case 0x91 -> data.length() == 8 ? text(utcTime(bytes, data.start())) : hex(bytes, data);
            default -> hex(bytes, data);
        };
    }

    private static Values number(double value) {
        return new Values.Numbers(new double[] {value});
    }

    private static Values text(String value) {
        return new Values.Texts(new String[] {value});
    }

    /** The length of the exponent, then IEEE 754 of 32 or 64 bits. */
    private Values floating(Window bytes, Ber data) {
        if (data.length() == 5) {
            return number(Float.intBitsToFloat(bytes.i32(data.start() + 1)));
        }
        return data.length() == 9 ? number(Double.longBitsToDouble(bytes.i64(data.start() + 1))) : hex(bytes, data);
    }

    private Values hex(Window bytes, Ber data) {
        int from = bytes.start() + data.start();
        int shown = Math.min(data.length(), limits.textChars() / 2);
        return text(HexFormat.of().formatHex(bytes.array(), from, from + shown));
    }

    /** Without control characters, which no name and no visible string may have. */
    static String printable(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) < ' ') {
                return text.replaceAll("[\\x00-\\x1F]+", " ").strip();
            }
        }
        return text;
    }

    /** Bits as 0 and 1, the first on the left. */
    private String bitString(Window bytes, Ber data) {
        if (data.length() < 1) {
            return "";
        }
        int count = Math.clamp(bits(bytes, data), 0, limits.textChars());
        StringBuilder text = new StringBuilder(count);
        for (int bit = 0; bit < count; bit++) {
            text.append((bytes.u8(data.start() + 1 + (bit >> 3)) & 0x80 >> (bit & 7)) != 0 ? '1' : '0');
        }
        return text.toString();
    }

    /** Milliseconds since midnight, and days since 1984 if there are six bytes. */
    private static String binaryTime(Window bytes, Ber data) {
        if (data.length() != 4 && data.length() != 6) {
            return "";
        }
        long millis = bytes.u32(data.start());
        if (data.length() == 4) {
            return millis + " ms";
        }
        long days = bytes.u16(data.start() + 4) + BINARY_TIME_EPOCH_DAYS;
        return Instant.ofEpochMilli(days * DAY_MILLIS + millis).toString();
    }

    /** Seconds since 1970, a fraction of 24 bits, and how good the clock is (IEC 61850-8-1, clause 8.1.3.6). */
    static String utcTime(Window bytes, int at) {
        long fraction = bytes.u24(at + 4);
        return Instant.ofEpochSecond(bytes.u32(at), (fraction * 1_000_000_000L) >> 24)
                .toString();
    }
}
