package io.fieldwarden.agent.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A bounded view of bytes, read in place at offsets from its start. Reused: valid only during the call that hands it over.
 * A read outside the view throws {@link IndexOutOfBoundsException}, so a decoder's mistake can never read a neighbour's
 * bytes; decoders check {@link #length()} first and never rely on it.
 */
public final class Window {
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U16LE = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32LE = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U64LE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int start;
    private int length;

    /** Looks at {@code length} bytes of {@code bytes} from {@code start}; returns this. */
    public Window over(byte[] newBytes, int newStart, int newLength) {
        Objects.checkFromIndexSize(newStart, newLength, newBytes.length);
        this.bytes = newBytes;
        this.start = newStart;
        this.length = newLength;
        return this;
    }

    /** Looks at all of {@code newBytes}; returns this. */
    public Window over(byte[] newBytes) {
        return over(newBytes, 0, newBytes.length);
    }

    /** Looks at a part of {@code outer}; returns this. */
    public Window over(Window outer, int from, int newLength) {
        Objects.checkFromIndexSize(from, newLength, outer.length);
        return over(outer.bytes, outer.start + from, newLength);
    }

    public int length() {
        return length;
    }

    /** The array looked into; with {@link #start} for code that copies. */
    public byte[] array() {
        return bytes;
    }

    public int start() {
        return start;
    }

    private int at(int index, int size) {
        return start + Objects.checkFromIndexSize(index, size, length);
    }

    /** Unsigned byte at {@code index}. */
    public int u8(int index) {
        return bytes[start + Objects.checkIndex(index, length)] & 0xFF;
    }

    /** Unsigned 16-bit big-endian number at {@code index}. */
    public int u16(int index) {
        return (short) U16.get(bytes, at(index, 2)) & 0xFFFF;
    }

    /** Unsigned 24-bit big-endian number at {@code index}. */
    public int u24(int index) {
        return (u8(index) << 16) | u16(index + 1);
    }

    /** 32 bits, big-endian, at {@code index}. */
    public int i32(int index) {
        return (int) U32.get(bytes, at(index, 4));
    }

    /** Unsigned 32-bit big-endian number at {@code index}. */
    public long u32(int index) {
        return i32(index) & 0xFFFF_FFFFL;
    }

    /** 64 bits, big-endian, at {@code index}. */
    public long i64(int index) {
        return (long) U64.get(bytes, at(index, 8));
    }

    /** Unsigned 16-bit little-endian number at {@code index}. */
    public int u16le(int index) {
        return (short) U16LE.get(bytes, at(index, 2)) & 0xFFFF;
    }

    /** 32 bits, little-endian, at {@code index}. */
    public int i32le(int index) {
        return (int) U32LE.get(bytes, at(index, 4));
    }

    /** 64 bits, little-endian, at {@code index}. */
    public long i64le(int index) {
        return (long) U64LE.get(bytes, at(index, 8));
    }

    /** {@code size} bytes from {@code index} as UTF-8; broken sequences become U+FFFD. */
    public String utf8(int index, int size) {
        return new String(bytes, at(index, size), size, StandardCharsets.UTF_8);
    }

    /** {@code size} bytes from {@code index} as ISO 8859-1. */
    public String latin1(int index, int size) {
        return new String(bytes, at(index, size), size, StandardCharsets.ISO_8859_1);
    }

    /** Copies {@code size} bytes from {@code index} into {@code target}. */
    public void copy(int index, byte[] target, int targetIndex, int size) {
        System.arraycopy(bytes, at(index, size), target, targetIndex, size);
    }
}
