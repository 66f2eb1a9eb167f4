package io.fieldwarden.agent.decode.opcua.encoding;

import io.fieldwarden.agent.decode.Window;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Reads the built-in types of OPC UA binary (OPC 10000-6 5.2.2) one after the other. What reaches over the end reads as
 * nothing and is remembered in {@link #failed()}; nothing is thrown.
 */
public final class OpcuaCursor {
    /** Bytes of an opaque value that are shown. */
    private static final int OPAQUE_MAX = 64;
    /** 100 ns from 1601-01-01 to 1970-01-01. */
    private static final long EPOCH = 116_444_736_000_000_000L;

    private static final long TICKS_PER_SECOND = 10_000_000L;
    /** 9999-12-31T23:59:59Z, which the standard uses for "never". */
    private static final long LAST = 2_650_467_743_990_000_000L;

    private final int textChars;
    private Window bytes = new Window();
    private int at;
    private int end;
    private boolean failed;

    public OpcuaCursor(int textChars) {
        this.textChars = textChars;
    }

    /** Begins at {@code from}, ends before {@code to}; returns this. */
    public OpcuaCursor over(Window window, int from, int to) {
        this.bytes = window;
        this.at = from;
        this.end = to;
        this.failed = false;
        return this;
    }

    public boolean failed() {
        return failed;
    }

    public void fail() {
        failed = true;
        at = end;
    }

    public int left() {
        return end - at;
    }

    public int at() {
        return at;
    }

    public Window bytes() {
        return bytes;
    }

    /** Goes on at an index; one behind the end is a failure. */
    public void goTo(int index) {
        if (index > end || index < at) {
            fail();
        } else {
            at = index;
        }
    }

    private boolean has(int size) {
        if (size < 0 || size > end - at) {
            fail();
            return false;
        }
        return true;
    }

    public void skip(int size) {
        if (has(size)) {
            at += size;
        }
    }

    public int u8() {
        return has(1) ? bytes.u8(at++) : 0;
    }

    public int u16() {
        if (!has(2)) {
            return 0;
        }
        at += 2;
        return bytes.u16le(at - 2);
    }

    public int i32() {
        if (!has(4)) {
            return 0;
        }
        at += 4;
        return bytes.i32le(at - 4);
    }

    public long u32() {
        return i32() & 0xFFFF_FFFFL;
    }

    public long i64() {
        if (!has(8)) {
            return 0;
        }
        at += 8;
        return bytes.i64le(at - 8);
    }

    /** Elements of an array: -1 means none (5.2.5); each takes at least one byte. */
    public int count() {
        int count = i32();
        if (count < -1 || count > left()) {
            fail();
        }
        return failed ? 0 : Math.max(0, count);
    }

    /** A text, at most as much of it as is kept; a missing one is empty. */
    public String string() {
        int size = i32();
        if (size <= 0) {
            if (size < -1) {
                fail();
            }
            return "";
        }
        if (!has(size)) {
            return "";
        }
        // at most four bytes a character: what is beyond can not be shown anyway
        String text = bytes.utf8(at, Math.min(size, 4 * textChars));
        at += size;
        return OpcuaTexts.cut(text, textChars);
    }

    /** Skips a text or a byte string; the bytes it had, -1 if it was missing. */
    public int skipString() {
        int size = i32();
        if (size < -1) {
            fail();
        } else if (size > 0) {
            skip(size);
        }
        return failed ? -1 : size;
    }

    /** A byte string as hexadecimal digits, its beginning only if it is long. */
    public String hex() {
        int from = at + 4;
        int size = skipString();
        return size <= 0 ? "" : HexFormat.of().formatHex(copy(from, size)) + (size > OPAQUE_MAX ? "..." : "");
    }

    private byte[] copy(int from, int size) {
        byte[] shown = new byte[Math.min(size, OPAQUE_MAX)];
        bytes.copy(from, shown, 0, shown.length);
        return shown;
    }

    /** A GUID as people write it (5.2.2.6: three little-endian numbers, then eight bytes). */
    public String guid() {
        if (!has(16)) {
            return "";
        }
        HexFormat hex = HexFormat.of();
        byte[] tail = new byte[8];
        bytes.copy(at + 8, tail, 0, 8);
        String rest = hex.formatHex(tail);
        at += 16;
        return hex.toHexDigits(bytes.i32le(at - 16))
                + "-" + hex.toHexDigits((short) bytes.u16le(at - 12))
                + "-" + hex.toHexDigits((short) bytes.u16le(at - 10))
                + "-" + rest.substring(0, 4) + "-" + rest.substring(4);
    }

    /** A time (5.2.2.5) in the form of ISO 8601; empty for 0, which means none. */
    public String dateTime() {
        long ticks = i64();
        if (ticks <= 0) {
            return "";
        }
        if (ticks >= LAST) {
            return "9999-12-31T23:59:59Z";
        }
        long since = ticks - EPOCH;
        long nanos = Math.floorMod(since, TICKS_PER_SECOND) * 100;
        return Instant.ofEpochSecond(Math.floorDiv(since, TICKS_PER_SECOND), nanos)
                .toString();
    }

    /** {@code i=85}, {@code ns=2;s=Boiler.Temp} (5.2.2.9; text form 5.3.1.10). */
    public String nodeId() {
        return identifier(u8());
    }

    /** A node id that may lie on another server: {@code svr=1;nsu=http://…;i=85} (5.2.2.10). */
    public String expandedNodeId() {
        int encoding = u8();
        String node = identifier(encoding & 0x3F);
        String uri = (encoding & 0x80) != 0 ? string() : "";
        long server = (encoding & 0x40) != 0 ? u32() : 0;
        if (!uri.isEmpty()) {
            node = "nsu=" + uri + ";" + node;
        }
        return server == 0 ? node : "svr=" + server + ";" + node;
    }

    private String identifier(int encoding) {
        switch (encoding) {
            case 0:
                return "i=" + u8();
            case 1:
                return in(u8()) + "i=" + u16();
            case 2:
                return in(u16()) + "i=" + u32();
            case 3:
                return in(u16()) + "s=" + string();
            case 4:
                return in(u16()) + "g=" + guid();
            case 5:
                return in(u16()) + "b=" + base64();
            default:
                fail();
                return "";
        }
    }

    private static String in(int namespace) {
        return namespace == 0 ? "" : "ns=" + namespace + ";";
    }

    private String base64() {
        int from = at + 4;
        int size = skipString();
        return size <= 0 ? "" : Base64.getEncoder().encodeToString(copy(from, size));
    }

    /** Skips a node id, whatever it says. */
    public void skipNodeId() {
        switch (u8()) {
            case 0 -> skip(1);
            case 1 -> skip(3);
            case 2 -> skip(6);
            case 3, 5 -> {
                skip(2);
                skipString();
            }
            case 4 -> skip(18);
            default -> fail();
        }
    }

    /** Number of a node id of namespace 0; -1 if it is another. */
    public int standardNumber() {
        int from = at;
        int number = switch (u8()) {
            case 0 -> u8();
            case 1 -> u8() == 0 ? u16() : -1;
            case 2 -> u16() == 0 ? i32() : -1;
            default -> -1;
        };
        if (number < 0 && !failed) {
            at = from;
            expandedNodeId();
        }
        return failed ? -1 : number;
    }

    /** {@code 2:Temp}, without the number in namespace 0. */
    public String qualifiedName() {
        int namespace = u16();
        String name = string();
        return namespace == 0 ? name : namespace + ":" + name;
    }

    /** The text without its locale. */
    public String localizedText() {
        int mask = u8();
        if ((mask & 1) != 0) {
            skipString();
        }
        return (mask & 2) != 0 ? string() : "";
    }
}
