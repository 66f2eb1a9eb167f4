package io.fieldwarden.agent.decode.sparkplug;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a protobuf message field by field. */
public final class ProtoBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ProtoBytes number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    public ProtoBytes fixed32(int field, float value) {
        varint((long) field << 3 | 5);
        little(Float.floatToRawIntBits(value), 4);
        return this;
    }

    public ProtoBytes fixed64(int field, double value) {
        varint((long) field << 3 | 1);
        little(Double.doubleToRawLongBits(value), 8);
        return this;
    }

    public ProtoBytes text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    public ProtoBytes message(int field, ProtoBytes inner) {
        return bytes(field, inner.toBytes());
    }

    public ProtoBytes bytes(int field, byte[] content) {
        varint((long) field << 3 | 2);
        varint(content.length);
        out.writeBytes(content);
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private void little(long bits, int size) {
        for (int index = 0; index < size; index++) {
            out.write((int) (bits >>> (8 * index)) & 0xFF);
        }
    }

    /** A payload with its time stamp and, unless negative, its sequence number. */
    public static ProtoBytes payload(int seq, ProtoBytes... metrics) {
        ProtoBytes payload = new ProtoBytes().number(1, 1_700_000_000_000L + seq);
        for (ProtoBytes metric : metrics) {
            payload.message(2, metric);
        }
        return seq < 0 ? payload : payload.number(3, seq);
    }

    /** A metric with its name and data type. */
    public static ProtoBytes metric(String name, int datatype) {
        return new ProtoBytes().text(1, name).number(4, datatype);
    }
}
