package io.fieldwarden.agent.conformance;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An S7ANY address as its five numbers, and what bytes at it mean: written from Siemens' manuals, apart from the decoder.
 *
 * @param size transport size, 2 for bytes, 4 for words, …
 * @param length how many of them
 * @param block number of the data block, 0 elsewhere
 * @param area 0x84 for data blocks, 0x83 for flags, …
 * @param address bit address, or number of a timer or counter
 */
record S7Address(int size, int length, int block, int area, int address) {
    private static final int SHOWN_BYTES = 60;

    private String space() {
        return switch (area) {
            case 0x80 -> "p";
            case 0x81 -> "i";
            case 0x82 -> "q";
            case 0x83 -> "m";
            case 0x84 -> "db" + block;
            case 0x85 -> "di" + block;
            case 0x86 -> "l";
            case 0x1C -> "c";
            case 0x1D -> "t";
            default -> "area " + area;
        };
    }

    private String letters() {
        return space() + "/" + (area == 0x84 || area == 0x85 ? space().substring(0, 2) : space());
    }

    private boolean numbered() {
        return area == 0x1C || area == 0x1D || size == 28 || size == 29;
    }

    /** Bytes of one value, 0 if there is no fixed number. */
    private int width() {
        return numbered()
                ? 2
                : switch (size) {
                    case 1, 2, 3 -> 1;
                    case 4, 5, 9, 12 -> 2;
                    case 6, 7, 8, 10, 11 -> 4;
                    case 15 -> 8;
                    default -> 0;
                };
    }

    private String point(int index) {
        int at = address >> 3;
        if (numbered()) {
            return space() + "/" + (address + index);
        }
        if (size == 1) {
            int bit = address + index;
            return letters() + "x/" + (bit >> 3) + "." + (bit & 7);
        }
        return switch (width()) {
            case 2 -> letters() + "w/" + (at + 2 * index);
            case 4 -> letters() + "d/" + (at + 4 * index);
            case 8 -> letters() + "t/" + (at + 8 * index);
            default -> letters() + "b/" + (at + index);
        };
    }

    /** The first point of the range; several values wider than a byte are named by their bytes. */
    String start() {
        boolean bytes = !numbered() && width() > 1 && length > 1;
        return bytes ? letters() + "b/" + (address >> 3) : point(0);
    }

    /** What {@code data} (hexadecimal) says of the points: name and value. */
    List<String> values(String data) {
        byte[] bytes = HexFormat.of().parseHex(data.replace(":", ""));
        if (width() == 0) {
            int shown = Math.min(bytes.length, SHOWN_BYTES);
            return List.of(point(0) + " = " + HexFormat.of().formatHex(bytes, 0, shown));
        }
        List<String> values = new ArrayList<>();
        int count = Math.min(Math.max(1, length), bytes.length / width());
        for (int index = 0; index < count; index++) {
            long raw = 0;
            for (int at = index * width(); at < (index + 1) * width(); at++) {
                raw = (raw << 8) | (bytes[at] & 0xFF);
            }
            values.add(point(index) + " = " + text(raw));
        }
        return values;
    }

    private String text(long raw) {
        if (numbered()) {
            return Long.toString(raw);
        }
        return switch (size) {
            case 1 -> Long.toString(raw & 1);
            case 5 -> Integer.toString((short) raw);
            case 7, 11 -> Integer.toString((int) raw);
            case 8 -> real(Float.intBitsToFloat((int) raw));
            case 15 -> date(raw);
            default -> Long.toString(raw);
        };
    }

    private static String real(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    /** Binary-coded decimal: year, month, day, hour, minute, second, three digits of milliseconds, day of the week. */
    private static String date(long raw) {
        String digits = String.format("%016x", raw);
        String century = digits.compareTo("90") < 0 ? "20" : "19";
        return century + digits.substring(0, 2) + "-" + digits.substring(2, 4) + "-" + digits.substring(4, 6) + "T"
                + digits.substring(6, 8) + ":" + digits.substring(8, 10) + ":" + digits.substring(10, 12) + "."
                + digits.substring(12, 15);
    }
}
