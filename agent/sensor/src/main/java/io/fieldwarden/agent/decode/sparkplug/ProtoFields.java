package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.decode.Window;

/** The fields of one protobuf message, in place and one after the other; groups do not exist in Sparkplug's messages. */
final class ProtoFields {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private static final int VARINT_BYTES_MAX = 10;
    private static final int FIELD_MAX = 1 << 29;

    private final Window bytes;
    private final int end;
    private int next;
    private boolean broken;
    private int number;
    private int wire;
    private long value;
    private int at;

    ProtoFields(Window bytes, int from, int length) {
        this.bytes = bytes;
        this.next = from;
        this.end = from + length;
    }

    /** Whether what was read is no message. */
    boolean broken() {
        return broken;
    }

    /** Number of the field. */
    int number() {
        return number;
    }

    int wire() {
        return wire;
    }

    /** The number, or for what has a length, the length. */
    long value() {
        return value;
    }

    /** Where the content of a field with a length starts. */
    int at() {
        return at;
    }

    int length() {
        return wire == LENGTH ? (int) value : 0;
    }

    /** The text of this field, cut to {@code charsMax} characters. */
    String text(int charsMax) {
        return text(bytes, at, length(), charsMax);
    }

    /** {@code length} bytes as UTF-8; what is cut ends in an ellipsis. */
    static String text(Window bytes, int at, int length, int charsMax) {
        int most = (int) Math.min(length, charsMax * 4L); // a character takes 4 bytes at most
        String text = bytes.utf8(at, most);
        if (text.length() <= charsMax && most == length) {
            return text;
        }
        return text.substring(0, Math.min(text.length(), charsMax)) + '…';
    }

    /** The fields of the message in this field. */
    ProtoFields inner() {
        return new ProtoFields(bytes, at, length());
    }

    Window bytes() {
        return bytes;
    }

    /** Goes to the next field; false at the end or where the bytes are no message. */
    boolean next() {
        if (broken || next >= end) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        wire = (int) tag & 7;
        if (broken || tag < 0 || tag >>> 3 == 0 || tag >>> 3 >= FIELD_MAX) {
            return fail();
        }
        switch (wire) {
            case VARINT -> value = varint();
            case FIXED64 -> {
                if (has(8)) {
                    value = bytes.i64le(next);
                    next += 8;
                }
            }
            case FIXED32 -> {
                if (has(4)) {
                    value = bytes.i32le(next) & 0xFFFF_FFFFL;
                    next += 4;
                }
            }
            case LENGTH -> content();
            default -> fail();
        }
        return !broken;
    }

    private void content() {
        value = varint();
        if (broken || value < 0 || value > end - next) {
            fail();
            return;
        }
        at = next;
        next += (int) value;
    }

    private boolean has(int size) {
        return end - next >= size || fail();
    }

    private boolean fail() {
        broken = true;
        return false;
    }

    private long varint() {
        long result = 0;
        for (int index = 0; index < VARINT_BYTES_MAX && next < end; index++) {
            int part = bytes.u8(next++);
            result |= (long) (part & 0x7F) << (7 * index);
            if (part < 0x80) {
                return result;
            }
        }
        broken = true;
        return 0;
    }
}
