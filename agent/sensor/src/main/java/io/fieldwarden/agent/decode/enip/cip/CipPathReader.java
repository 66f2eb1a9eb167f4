package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import java.util.ArrayList;
import java.util.List;

/** Reads a padded path (Vol 1 appendix C-1.3, segments by C-1.4); one instance reads one path. */
final class CipPathReader {
    private static final int EXTENDED_SYMBOL = 0x91;
    private static final int SIMPLE_DATA = 0x80;

    private final CipLimits limits;
    private final Window bytes;
    private final int end;
    private int at;
    private long classId = -1;
    private long instance = -1;
    private long attribute = -1;
    private long member = -1;
    private final List<Long> points = new ArrayList<>(2);
    private final StringBuilder tag = new StringBuilder();
    private long index = -1;
    private final StringBuilder route = new StringBuilder();
    private String key = "";
    private final StringBuilder text = new StringBuilder();
    /** Segment found that is not known, -1 if none. */
    private int unknown = -1;

    private boolean cut;

    /** @param length bytes of the path, all of them there */
    CipPathReader(Window bytes, int at, int length, CipLimits limits) {
        this.bytes = bytes;
        this.at = at;
        this.end = at + length;
        this.limits = limits;
    }

    CipPath read(CipFacts facts, long atNanos) {
        int begin = at;
        for (int segment = 0; at < end && segment < limits.segments() && unknown < 0 && !cut; segment++) {
            segment();
        }
        if (cut) {
            facts.anomaly(
                    CipAnomaly.PATH_TOO_SHORT,
                    "path of " + (end - begin) + " bytes ends inside a segment, expected more",
                    atNanos);
        } else if (unknown >= 0) {
            String found = String.format("segment 0x%02x at %d, expected one of CIP", unknown, at - begin);
            facts.anomaly(CipAnomaly.UNKNOWN_SEGMENT, found, atNanos);
        }
        return new CipPath(
                classId, instance, attribute, member, points, cutText(tag), index, cutText(route), key, cutText(text));
    }

    private String cutText(StringBuilder built) {
        return built.length() > limits.textChars() ? built.substring(0, limits.textChars()) : built.toString();
    }

    private void segment() {
        int type = bytes.u8(at);
        switch (type >> 5) {
            case 0 -> port(type);
            case 1 -> logical(type);
            case 2 -> network(type);
            case 3 -> symbol(type);
            case 4 -> data(type);
            default -> unknown = type;
        }
    }

    /** Whether {@code size} bytes from here belong to the path. */
    private boolean has(int size) {
        cut |= end - at < size;
        return !cut;
    }

    private void note(String word) {
        if (text.length() < limits.textChars()) {
            text.append(text.isEmpty() ? "" : ", ").append(word);
        }
    }

    /** Port and link address; a long link address is a text, for instance an IP address (C-1.4.1). */
    private void port(int type) {
        int port = type & 0x0F;
        boolean longAddress = (type & 0x10) != 0;
        int head = 1 + (longAddress ? 1 : 0) + (port == 15 ? 2 : 0);
        if (!has(head)) {
            return;
        }
        int size = longAddress ? bytes.u8(at + 1) : 1;
        if (port == 15) {
            port = bytes.u16le(at + head - 2);
        }
        if (!has(head + size)) {
            return;
        }
        String link = longAddress ? printable(at + head, size) : Integer.toString(bytes.u8(at + head));
        at = Math.min(end, at + ((head + size + 1) & ~1));
        if (route.length() < limits.textChars()) {
            route.append(route.isEmpty() ? "" : "/").append(port).append('/').append(link);
        }
        note("port " + port + " link " + link);
    }

    private void logical(int type) {
        int kind = (type >> 2) & 7;
        if (kind == 5) {
            special(type);
            return;
        }
        int format = type & 3;
        int size = 1 << format;
        int head = format == 0 ? 1 : 2;
        if (format == 3 || kind == 7) {
            unknown = type;
            return;
        }
        if (!has(head + size)) {
            return;
        }
        int from = at + head;
        long value = switch (format) {
            case 0 -> bytes.u8(from);
            case 1 -> bytes.u16le(from);
            default -> bytes.i32le(from) & 0xFFFF_FFFFL;
        };
        at = from + size;
        named(kind, value);
    }

    private void named(int kind, long value) {
        switch (kind) {
            case 0 -> classId = noted("class", value);
            case 1 -> instance = noted("instance", value);
            case 2 -> member(value);
            case 3 -> points.add(noted("connection point", value));
            case 4 -> attribute = noted("attribute", value);
            default -> noted("service", value);
        }
    }

    private long noted(String what, long value) {
        note(what + " 0x" + Long.toHexString(value));
        return value;
    }

    /** A member is an index where it follows a name (Logix 5000 data access, "array element"). */
    private void member(long value) {
        if (tag.isEmpty()) {
            member = noted("member", value);
            return;
        }
        if (index >= 0) {
            tag.append('[').append(index).append(']');
        }
        index = value;
        note("[" + value + "]");
    }

    /** Electronic key (C-1.4.2.5). */
    private void special(int type) {
        if (type != 0x34) {
            unknown = type;
            return;
        }
        if (!has(2)) {
            return;
        }
        int format = bytes.u8(at + 1);
        int size = format == 4 ? 8 : format == 5 ? 12 : 0;
        if (size == 0) {
            unknown = type;
            return;
        }
        if (!has(2 + size)) {
            return;
        }
        key = "vendor " + bytes.u16le(at + 2) + " device type " + bytes.u16le(at + 4) + " product code "
                + bytes.u16le(at + 6) + " revision " + (bytes.u8(at + 8) & 0x7F) + "." + bytes.u8(at + 9);
        at += 2 + size;
        note("key");
    }

    /** One byte of data, or as many words as the next byte says (C-1.4.3). */
    private void network(int type) {
        if (!has(2)) {
            return;
        }
        int size = (type & 0x10) == 0 ? 2 : 2 + 2 * bytes.u8(at + 1);
        if (has(size)) {
            at += size;
            note("network 0x" + Integer.toHexString(type));
        }
    }

    /** Up to 31 characters, or an extended string or number (C-1.4.4). */
    private void symbol(int type) {
        int size = type & 0x1F;
        if (size > 0) {
            if (has(1 + size)) {
                name(at + 1, size);
                at = Math.min(end, at + ((1 + size + 1) & ~1));
            }
            return;
        }
        if (!has(2)) {
            return;
        }
        int format = bytes.u8(at + 1);
        int each = format >> 5;
        int count = format & 0x1F;
        int data = each == 1 ? 2 * count : each == 2 ? 3 * count : each == 6 ? 1 << Math.max(0, count - 6) : -1;
        if (data < 0 || data > 62) {
            unknown = type;
        } else if (has(2 + data)) {
            note("symbol 0x" + Integer.toHexString(format));
            at = Math.min(end, at + ((2 + data + 1) & ~1));
        }
    }

    private void data(int type) {
        if (type != SIMPLE_DATA && type != EXTENDED_SYMBOL) {
            unknown = type;
            return;
        }
        if (!has(2)) {
            return;
        }
        int size = type == SIMPLE_DATA ? 2 * bytes.u8(at + 1) : bytes.u8(at + 1);
        if (!has(2 + size)) {
            return;
        }
        if (type == SIMPLE_DATA) {
            note("data " + size + " bytes");
        } else {
            name(at + 2, size);
        }
        at = Math.min(end, at + ((2 + size + 1) & ~1));
    }

    private void name(int from, int size) {
        if (index >= 0) {
            tag.append('[').append(index).append(']');
            index = -1;
        }
        String name = printable(from, size);
        if (tag.length() < limits.textChars()) {
            tag.append(tag.isEmpty() ? "" : ".").append(name);
        }
        note("'" + name + "'");
    }

    private String printable(int from, int size) {
        return CipText.of(bytes, from, size, limits.textChars());
    }
}
