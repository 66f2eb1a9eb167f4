package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;

/** Reads numbers, item addresses and typed values of S7comm-plus; goes to {@link #isCut} instead of past the end. */
final class S7PlusReader {
    private static final int ARRAYS = 0x70;
    private static final int SPARSE = 0x40;
    private static final int STRUCT = 0x17;
    private static final int BLOB = 0x14;
    private static final int TEXT = 0x15;

    private final S7Limits limits;
    private Window bytes = new Window();
    private int at;
    private int end;
    private boolean cut;
    /** Last value as a text, empty if it is compound. */
    private String text = "";

    private double number;

    S7PlusReader(S7Limits limits) {
        this.limits = limits;
    }

    void over(Window from, int start, int stop) {
        bytes = from;
        at = start;
        end = stop;
        cut = false;
    }

    boolean isCut() {
        return cut;
    }

    int left() {
        return end - at;
    }

    String text() {
        return text;
    }

    double number() {
        return number;
    }

    private boolean has(int size) {
        cut |= size < 0 || size > end - at;
        return !cut;
    }

    int u8() {
        return has(1) ? bytes.u8(at++) : 0;
    }

    long u32() {
        if (!has(4)) {
            return 0;
        }
        at += 4;
        return bytes.u32(at - 4);
    }

    void skip(long size) {
        if (has((int) Math.min(Integer.MAX_VALUE, size))) {
            at += (int) size;
        }
    }

    /** A number in groups of seven bits, the first groups marked; a ninth byte has eight. */
    long vlq() {
        long value = 0;
        for (int index = 0; index < 9 && has(1); index++) {
            int next = bytes.u8(at++);
            if (index == 8) {
                return (value << 8) | next;
            }
            value = (value << 7) | (next & 0x7F);
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        return value;
    }

    private long signedVlq() {
        int first = has(1) ? bytes.u8(at) : 0;
        int before = at;
        long value = vlq();
        int bits = 7 * (at - before);
        boolean negative = (first & 0x40) != 0;
        return negative && bits < 63 ? value - (1L << bits) : value;
    }

    /** An address of a variable: symbol checksum, area, and the path of ids below it. */
    Points address() {
        vlq();
        long area = vlq();
        long count = vlq();
        StringBuilder path = new StringBuilder(area(area));
        vlqSkipFirst(count, path);
        return Points.named(path.toString());
    }

    /** The first id says which part of the object (actual values) and is left out of names of variables. */
    private void vlqSkipFirst(long count, StringBuilder path) {
        for (long index = 0; index < count && !cut; index++) {
            long id = vlq();
            if (path.length() < limits.textChars() && (index > 0 || count == 1)) {
                path.append('/').append(id);
            }
        }
    }

    private static String area(long area) {
        if (area >>> 16 == 0x8A0E) {
            return "db" + (area & 0xFFFF);
        }
        return area >= 0x50 && area <= 0x54 ? S7Names.symbolicArea((int) area) : "object/" + area;
    }

    /** Reads a value with its flags and type; {@link #text} and {@link #number} say what it is. */
    void value() {
        value(0);
    }

    private void value(int depth) {
        int flags = u8();
        int type = u8();
        text = "";
        number = Double.NaN;
        if (cut || depth > limits.nesting()) {
            cut = true;
            return;
        }
        if ((flags & ARRAYS) == 0) {
            scalar(type, depth);
            return;
        }
        array(flags, type, depth);
    }

    private void array(int flags, int type, int depth) {
        StringBuilder all = new StringBuilder("[");
        if ((flags & SPARSE) != 0) {
            for (long key = vlq(); key != 0 && !cut; key = vlq()) {
                element(type, depth, all);
            }
        } else {
            long count = vlq();
            for (long index = 0; index < count && !cut; index++) {
                if (type == 0) {
                    break;
                }
                element(type, depth, all);
            }
        }
        text = all.append(']').toString();
        number = Double.NaN;
    }

    private void element(int type, int depth, StringBuilder all) {
        scalar(type, depth);
        if (all.length() < limits.textChars()) {
            all.append(all.length() == 1 ? "" : ",").append(text);
        }
    }

    private void scalar(int type, int depth) {
        switch (type) {
            case 0x00 -> text = "";
            case 0x01, 0x02, 0x0A -> whole(u8());
            case 0x06 -> whole((byte) u8());
            case 0x03, 0x0B -> whole(fixed(2));
            case 0x07 -> whole((short) fixed(2));
            case 0x04, 0x05, 0x13 -> whole(vlq());
            case 0x08, 0x09, 0x11 -> whole(signedVlq());
            case 0x0C, 0x12 -> whole(fixed(4));
            case 0x0D, 0x10 -> whole(fixed(8));
            case 0x0E -> real(Float.intBitsToFloat((int) fixed(4)));
            case 0x0F -> real(Double.longBitsToDouble(fixed(8)));
            case BLOB -> blob();
            case TEXT, 0x19 -> characters();
            case STRUCT -> structure(depth);
            default -> cut = true;
        }
    }

    private long fixed(int size) {
        long value = 0;
        for (int index = 0; index < size; index++) {
            value = (value << 8) | u8();
        }
        return value;
    }

    private void whole(long value) {
        number = value;
        text = Long.toString(value);
    }

    private void real(double value) {
        number = value;
        text = Double.toString(value);
    }

    private void blob() {
        vlq();
        long size = vlq();
        skip(size);
        text = "blob of " + size + " bytes";
        number = Double.NaN;
    }

    private void characters() {
        long size = vlq();
        text = "";
        if (has((int) Math.min(Integer.MAX_VALUE, size))) {
            text = bytes.utf8(at, (int) Math.min(size, limits.textChars()));
            at += (int) size;
        }
        number = Double.NaN;
    }

    /** Ids and values up to id 0; a packed one is a run of bytes. The last text in it stands for it. */
    private void structure(int depth) {
        long id = u32();
        if ((id > 0x9000_0000L && id < 0xA000_0000L) || (id > 0x0200_0000L && id < 0x0300_0000L)) {
            skip(8);
            vlq();
            skip(vlq());
            text = "struct";
            return;
        }
        String found = "";
        for (long member = vlq(); member != 0 && !cut; member = vlq()) {
            value(depth + 1);
            if (text.startsWith("1;")) {
                found = text; // the order number and version of the CPU
            }
        }
        text = found;
        number = Double.NaN;
    }
}
