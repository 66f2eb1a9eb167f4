package io.fieldwarden.whole;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Writes a capture in which devices announce themselves, one after the other, by gratuitous ARP (RFC 5944 section 4.6). */
final class AnnouncementCapture {
    private static final int FRAME_BYTES = 60;
    private static final int RECORD_BYTES = 16 + FRAME_BYTES;

    private AnnouncementCapture() {}

    /**
     * Writes {@code file}.
     *
     * @param first number of the first device, 0 to 65535
     * @param devices how many announce themselves
     * @param from when the first does
     * @param length until the last does
     */
    static Path write(Path file, int first, int devices, Instant from, Duration length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24 + devices * RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4); // microseconds, version 2.4
        bytes.putInt(0).putInt(0).putInt(65_535).putInt(1); // snapshot length, Ethernet
        for (int device = 0; device < devices; device++) {
            Instant at = from.plusNanos(length.toNanos() * device / Math.max(1, devices - 1));
            bytes.putInt((int) at.getEpochSecond()).putInt(at.getNano() / 1000);
            bytes.putInt(FRAME_BYTES).putInt(FRAME_BYTES);
            announcement(bytes, first + device);
        }
        return Files.write(file, bytes.array());
    }

    /** The address of device {@code number}. */
    static String address(int number) {
        return "10.77." + (number >> 8) + "." + (number & 0xff);
    }

    private static void announcement(ByteBuffer bytes, int number) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES); // network byte order, padded with zeroes
        frame.putShort((short) 0xffff).putInt(0xffffffff); // to all
        mac(frame, number);
        frame.putShort((short) 0x0806); // ARP
        frame.putInt(0x0001_0800).putShort((short) 0x0604).putShort((short) 1); // Ethernet, IPv4, request
        mac(frame, number);
        address(frame, number);
        frame.putShort((short) 0).putInt(0);
        address(frame, number);
        bytes.put(frame.array());
    }

    private static void mac(ByteBuffer frame, int number) {
        frame.putShort((short) 0x0277).putInt(number);
    }

    private static void address(ByteBuffer frame, int number) {
        frame.putInt(10 << 24 | 77 << 16 | number);
    }
}
