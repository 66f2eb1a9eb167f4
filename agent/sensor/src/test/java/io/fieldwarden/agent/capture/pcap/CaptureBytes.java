package io.fieldwarden.agent.capture.pcap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/** Writes capture files field by field. */
final class CaptureBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    CaptureBytes(ByteOrder order) {
        this.order = order;
    }

    CaptureBytes u32(long number) {
        return raw(ByteBuffer.allocate(4).order(order).putInt((int) number).array());
    }

    CaptureBytes u16(int number) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) number).array());
    }

    CaptureBytes i64(long number) {
        return raw(ByteBuffer.allocate(8).order(order).putLong(number).array());
    }

    CaptureBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A pcap header: magic, version 2.4, zone, accuracy, snap length, link type. */
    CaptureBytes pcap(int magic, int link) {
        return u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(link);
    }

    CaptureBytes record(long seconds, long fraction, int original, byte... data) {
        return u32(seconds).u32(fraction).u32(data.length).u32(original).raw(data);
    }

    /** A pcapng block with both its lengths. */
    CaptureBytes block(int type, CaptureBytes body) {
        byte[] content = body.toBytes();
        int padded = content.length + 3 & ~3;
        return u32(type)
                .u32(padded + 12L)
                .raw(content)
                .raw(new byte[padded - content.length])
                .u32(padded + 12L);
    }

    CaptureBytes body() {
        return new CaptureBytes(order);
    }

    /** A section header block of unknown section length. */
    CaptureBytes section() {
        return block(0x0A0D0D0A, body().u32(0x1A2B3C4D).u16(1).u16(0).i64(-1));
    }

    /** An interface description block; {@code options} are taken as they are. */
    CaptureBytes networkInterface(int link, int snapLength, byte... options) {
        return block(1, body().u16(link).u16(0).u32(snapLength).raw(options));
    }

    CaptureBytes enhanced(int networkInterface, long units, int original, byte... data) {
        return block(
                6,
                body().u32(networkInterface)
                        .u32(units >>> 32)
                        .u32(units)
                        .u32(data.length)
                        .u32(original)
                        .raw(data));
    }

    CaptureBytes simple(int original, byte... data) {
        return block(3, body().u32(original).raw(data));
    }

    CaptureBytes old(int networkInterface, long units, byte... data) {
        return block(
                2,
                body().u16(networkInterface)
                        .u16(0)
                        .u32(units >>> 32)
                        .u32(units)
                        .u32(data.length)
                        .u32(data.length)
                        .raw(data));
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
