package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;

/** The ASDU being read (60870-5-104 clause 7.1): a cursor, reused for every message of a connection. */
final class Iec104Asdu {
    private static final int SEQUENCE = 0x80;
    private static final int TEST = 0x80;
    private static final int NEGATIVE = 0x40;
    private static final int CAUSE = 0x3F;

    private final Window bytes = new Window();
    private Iec104Type type = Iec104Type.of(0);
    private Direction from = Direction.FROM_ORIGINATOR;
    private long atNanos;
    private int objects;

    /** Looks at the ASDU of {@code length} bytes, at least {@link Iec104Limits#ASDU_HEADER}. */
    Iec104Asdu over(Window message, int at, int length, Direction sender, long nanos) {
        bytes.over(message, at, length);
        type = Iec104Type.of(bytes.u8(0));
        from = sender;
        atNanos = nanos;
        objects = count();
        return this;
    }

    Window bytes() {
        return bytes;
    }

    int length() {
        return bytes.length();
    }

    Iec104Type type() {
        return type;
    }

    Direction from() {
        return from;
    }

    long atNanos() {
        return atNanos;
    }

    boolean sequence() {
        return (bytes.u8(1) & SEQUENCE) != 0;
    }

    /** Objects as announced, 0 to 127. */
    int count() {
        return bytes.u8(1) & ~SEQUENCE;
    }

    /** Objects that are wholly there. */
    int objects() {
        return objects;
    }

    /** Leaves out objects that are not wholly there. */
    void cutTo(int whole) {
        objects = Math.min(objects, whole);
    }

    int cause() {
        return bytes.u8(2) & CAUSE;
    }

    boolean negative() {
        return (bytes.u8(2) & NEGATIVE) != 0;
    }

    boolean test() {
        return (bytes.u8(2) & TEST) != 0;
    }

    int originator() {
        return bytes.u8(3);
    }

    int common() {
        return bytes.u16le(4);
    }

    /** Everything of the head that makes one report unlike another. */
    long head() {
        return ((long) bytes.i32le(0) << 16) | common();
    }

    /** Address of object {@code index}; 0 where there is none at all. */
    int address(int index) {
        int at = sequence() || index == 0
                ? Iec104Limits.ASDU_HEADER
                : Iec104Limits.ASDU_HEADER + index * (Iec104Limits.IOA + type.size());
        if (at + Iec104Limits.IOA > bytes.length()) {
            return 0;
        }
        int address = bytes.u16le(at) | (bytes.u8(at + 2) << 16);
        return sequence() ? address + index : address;
    }

    /** Where the content of object {@code index} starts, after its address. */
    int content(int index) {
        int first = Iec104Limits.ASDU_HEADER + Iec104Limits.IOA;
        return sequence() ? first + index * type.size() : first + index * (Iec104Limits.IOA + type.size());
    }
}
