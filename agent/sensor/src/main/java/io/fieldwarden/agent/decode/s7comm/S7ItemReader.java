package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.ArrayList;
import java.util.List;

/** Reads the address specifications of variables: S7ANY, NCK, DBREAD and symbolic ones of the 1200 and 1500. */
final class S7ItemReader {
    private static final int S7ANY = 0x10;
    private static final int NCK = 0x82;
    private static final int NCK_METRIC = 0x83;
    private static final int NCK_INCH = 0x84;
    private static final int DRIVE_ES = 0xA2;
    private static final int DBREAD = 0xB0;
    private static final int SYMBOLIC = 0xB2;
    private static final int VARIABLE = 0x12;
    private static final int LIDS_MAX = 16;

    private final S7Limits limits;
    private final List<Attribute> attributes = new ArrayList<>();
    private int code;
    private String name = "";
    private Access access = Access.READ;
    private int itemCount;
    private int next;

    S7ItemReader(S7Limits limits) {
        this.limits = limits;
    }

    /** Says what is done to the items read next; returns this. */
    S7ItemReader operating(int function, String called, Access intent) {
        code = function;
        name = called;
        access = intent;
        return this;
    }

    /** Index after the last item read. */
    int next() {
        return next;
    }

    /**
     * Reads up to {@code count} items from {@code at}; fewer if one cannot be read before {@code end}.
     */
    List<S7Item> read(Window bytes, int at, int end, int count) {
        itemCount = count;
        next = at;
        List<S7Item> items = new ArrayList<>(Math.min(count, 32));
        for (int item = 0; item < count; item++) {
            if (next + 3 > end || next + 2 + bytes.u8(next + 1) > end || bytes.u8(next + 1) == 0) {
                break;
            }
            int length = bytes.u8(next + 1);
            begin(item, bytes.u8(next + 2));
            items.add(bytes.u8(next) == VARIABLE ? variable(bytes, next + 2, length) : unknown(bytes, next, length));
            next += 2 + length;
            boolean last = item == count - 1;
            if ((length & 1) == 1 && !last) {
                next++; // a fill byte keeps the next item at an even address
            }
        }
        return items;
    }

    private void begin(int item, int syntax) {
        attributes.clear();
        attribute("item", Integer.toString(item + 1));
        attribute("itemcount", Integer.toString(itemCount));
        attribute("syntaxid", S7Names.syntax(syntax));
    }

    private void attribute(String key, String value) {
        attributes.add(new Attribute(key, value));
    }

    private S7Item variable(Window bytes, int at, int length) {
        int syntax = bytes.u8(at);
        return switch (syntax) {
            case S7ANY -> length >= 10 ? any(bytes, at) : unknown(bytes, at, length);
            case NCK, NCK_METRIC, NCK_INCH -> length >= 8 ? nck(bytes, at) : unknown(bytes, at, length);
            case DBREAD -> length >= 7 ? areas(bytes, at, length) : unknown(bytes, at, length);
            case SYMBOLIC -> length >= 14 ? symbolic(bytes, at, length) : unknown(bytes, at, length);
            case DRIVE_ES -> length >= 10 ? drive(bytes, at) : unknown(bytes, at, length);
            default -> unknown(bytes, at, length);
        };
    }

    private S7Item any(Window bytes, int at) {
        int size = bytes.u8(at + 1);
        int count = bytes.u16(at + 2);
        int db = bytes.u16(at + 4);
        int area = bytes.u8(at + 6);
        int address = bytes.u24(at + 7);
        attribute("transp_size", S7Names.transportSize(size));
        attribute("length", Integer.toString(count));
        attribute("area", S7Names.area(area));
        if (db != 0) {
            attribute("db", Integer.toString(db));
        }
        String space = S7Names.space(area, db);
        if (size == S7Names.COUNTER || size == S7Names.TIMER || S7Names.isNumbered(area)) {
            return run(S7Item.Type.WORD, new Points(space, address, Math.max(1, count)));
        }
        S7Item.Type type = S7Names.type(size);
        String letters = S7Names.letters(area, db);
        int start = address >> 3;
        return switch (type) {
            case BIT -> bits(space + '/' + letters + "x/", address, count);
            case BYTE -> run(type, new Points(space + '/' + letters + 'b', start, Math.max(1, count)));
            case OPAQUE -> run(S7Item.Type.OPAQUE, new Points(space + '/' + letters + 'b', start, 1));
            case WORD, INT -> elements(type, space + '/' + letters, 'w', start, count);
            case DWORD, DINT, REAL -> elements(type, space + '/' + letters, 'd', start, count);
            case DATE_AND_TIME -> elements(type, space + '/' + letters, 't', start, count);
        };
    }

    private S7Item run(S7Item.Type type, Points points) {
        return new S7Item(type, List.of(points), operation(points));
    }

    private S7Item bits(String space, int address, int count) {
        List<Points> parts = new ArrayList<>();
        int last = Math.min(Math.max(1, count), limits.valuesMax());
        for (int index = 0; index < last; index++) {
            int bit = address + index;
            parts.add(Points.named(space + (bit >> 3) + '.' + (bit & 7)));
        }
        return new S7Item(S7Item.Type.BIT, List.copyOf(parts), operation(parts.getFirst()));
    }

    private S7Item elements(S7Item.Type type, String space, char size, int start, int count) {
        if (count <= 1) {
            return run(type, new Points(space + size, start, 1));
        }
        List<Points> parts = new ArrayList<>();
        int last = Math.min(count, limits.valuesMax());
        for (int index = 0; index < last; index++) {
            parts.add(new Points(space + size, start + (long) index * type.bytes, 1));
        }
        Points all = new Points(space + 'b', start, count * type.bytes);
        return new S7Item(type, List.copyOf(parts), operation(all));
    }

    private S7Item nck(Window bytes, int at) {
        int unit = bytes.u8(at + 1);
        String space = "nck/" + S7Names.nckArea(unit >> 5) + "/u" + (unit & 0x1F) + "/module" + bytes.u8(at + 6) + "/c"
                + bytes.u16(at + 2);
        attribute("linecount", Integer.toString(bytes.u8(at + 7)));
        return run(S7Item.Type.OPAQUE, new Points(space, bytes.u16(at + 4), 1));
    }

    private S7Item drive(Window bytes, int at) {
        return run(
                S7Item.Type.OPAQUE,
                Points.named("drive/" + bytes.u16(at + 1) + "/p" + bytes.u16(at + 6) + '/' + bytes.u16(at + 8)));
    }

    /** Several runs of bytes in data blocks: number of areas, then length, block and start of each. */
    private S7Item areas(Window bytes, int at, int length) {
        List<Points> parts = new ArrayList<>();
        int areas = Math.min(bytes.u8(at + 1), (length - 2) / 5);
        for (int area = 0; area < areas; area++) {
            int from = at + 2 + area * 5;
            int count = Math.max(1, bytes.u8(from));
            parts.add(new Points("db" + bytes.u16(from + 1) + "/dbb", bytes.u16(from + 3), count));
        }
        attribute("numareas", Integer.toString(areas));
        return parts.isEmpty()
                ? unknown(bytes, at, length)
                : new S7Item(S7Item.Type.BYTE, List.copyOf(parts), operation(parts.getFirst()));
    }

    /** By name, which is known only as a checksum and the path of local ids below a block or an area. */
    private S7Item symbolic(Window bytes, int at, int length) {
        int root = bytes.u16(at + 2);
        int sub = bytes.u16(at + 4);
        StringBuilder path = new StringBuilder(root == 0x8A0E ? "db" + sub : S7Names.symbolicArea(sub));
        attribute("symbol_crc", String.format("0x%08x", bytes.i32(at + 6)));
        int lids = Math.min((length - 10) / 4, LIDS_MAX);
        for (int lid = 0; lid < lids; lid++) {
            path.append(lid == 0 ? '/' : '.').append(bytes.i32(at + 10 + lid * 4) & 0x0FFF_FFFF);
        }
        return run(S7Item.Type.OPAQUE, Points.named(path.toString()));
    }

    private S7Item unknown(Window bytes, int at, int length) {
        int shown = Math.min(length, 16);
        StringBuilder text = new StringBuilder("item/");
        for (int index = at; index < at + shown; index++) {
            text.append(String.format("%02x", bytes.u8(index)));
        }
        return run(S7Item.Type.OPAQUE, Points.named(text.toString()));
    }

    private Operation operation(Points points) {
        return new Operation(S7Decoder.PROTOCOL, code, name, access, "", points, attributes);
    }
}
