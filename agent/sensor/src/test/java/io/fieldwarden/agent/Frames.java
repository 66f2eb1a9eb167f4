package io.fieldwarden.agent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Frames built field by field. Each method answers the bytes of one layer around those of the next. */
public final class Frames {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int TCP = 6;
    public static final int UDP = 17;

    static final long MAC_A = 0x00_1B_1B_00_00_0AL;
    static final long MAC_B = 0x00_1B_1B_00_00_0BL;

    private Frames() {}

    /** Writes numbers of so many bytes, big-endian. */
    public static final class Fields {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        public Fields put(int size, long value) {
            for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
                out.write((int) (value >>> shift));
            }
            return this;
        }

        public Fields put(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        public byte[] bytes() {
            return out.toByteArray();
        }
    }

    public static Fields fields() {
        return new Fields();
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Ethernet II (IEEE 802.3, 3.1.1). */
    public static byte[] ethernet(int type, byte[] payload) {
        return fields().put(6, MAC_B).put(6, MAC_A).put(2, type).put(payload).bytes();
    }

    /** IPv4 without options (RFC 791, 3.1). */
    public static byte[] ipv4(int source, int destination, int protocol, byte[] payload) {
        return ipv4(source, destination, protocol, 0, payload);
    }

    /** {@code fragment}: identification in the upper half, flags and offset in the lower. */
    public static byte[] ipv4(int source, int destination, int protocol, int fragment, byte[] payload) {
        return fields().put(1, 0x45) // version 4, five words of header
                .put(1, 0) // type of service
                .put(2, 20 + payload.length)
                .put(4, fragment & 0xFFFF_FFFFL)
                .put(1, 64) // time to live
                .put(1, protocol)
                .put(2, 0) // checksum
                .put(4, source & 0xFFFF_FFFFL)
                .put(4, destination & 0xFFFF_FFFFL)
                .put(payload)
                .bytes();
    }

    /** IPv6 (RFC 8200, 3) from {@code fd00::source} to {@code fd00::destination}. */
    public static byte[] ipv6(int source, int destination, int next, byte[] payload) {
        return fields().put(4, 0x6000_0000L) // version 6
                .put(2, payload.length)
                .put(1, next)
                .put(1, 64) // hop limit
                .put(8, 0xFD00_0000_0000_0000L)
                .put(8, source)
                .put(8, 0xFD00_0000_0000_0000L)
                .put(8, destination)
                .put(payload)
                .bytes();
    }

    /** UDP (RFC 768). */
    public static byte[] udp(int sourcePort, int destinationPort, byte[] payload) {
        return fields().put(2, sourcePort)
                .put(2, destinationPort)
                .put(2, 8 + payload.length)
                .put(2, 0) // checksum
                .put(payload)
                .bytes();
    }

    /** TCP (RFC 9293, 3.1); {@code ports} has the source in its upper half. */
    public static byte[] tcp(int ports, int sequence, int acknowledgement, int flags, byte[] payload) {
        return fields().put(4, ports & 0xFFFF_FFFFL)
                .put(4, sequence & 0xFFFF_FFFFL)
                .put(4, acknowledgement & 0xFFFF_FFFFL)
                .put(1, 0x50) // five words of header
                .put(1, flags)
                .put(2, 8_192) // window
                .put(2, 0) // checksum
                .put(2, 0) // urgent pointer
                .put(payload)
                .bytes();
    }

    /** ARP for Ethernet and IPv4 (RFC 826). */
    public static byte[] arp(int operation, long senderMac, int senderIp, int targetIp) {
        return fields().put(2, 1) // Ethernet
                .put(2, 0x0800) // IPv4
                .put(1, 6)
                .put(1, 4)
                .put(2, operation)
                .put(6, senderMac)
                .put(4, senderIp & 0xFFFF_FFFFL)
                .put(6, 0)
                .put(4, targetIp & 0xFFFF_FFFFL)
                .bytes();
    }
}
