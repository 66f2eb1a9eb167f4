package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.Window;

/** The TCP header of a packet (RFC 9293, 3.1) and a view of its payload; reused. */
final class Segment {
    static final int HEADER_MIN = 20;
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int ACK = 0x10;

    int sourcePort;
    int destinationPort;
    int sequence;
    int acknowledgement;
    int flags;
    /** What was captured of the payload. */
    final Window payload = new Window();
    /** Length of the payload on the wire. */
    int original;

    /** Header length in bytes; at least 20 bytes of it must have been captured. */
    static int headerLength(Packet packet) {
        return (packet.u8(packet.transportOffset + 12) >>> 4) * 4;
    }

    /** Reads the header; its length was checked. */
    void read(Packet packet, int headerLength) {
        int at = packet.transportOffset;
        sourcePort = packet.u16(at);
        destinationPort = packet.u16(at + 2);
        sequence = packet.i32(at + 4);
        acknowledgement = packet.i32(at + 8);
        flags = packet.u8(at + 13);
        original = packet.transportOriginal - headerLength;
        int captured = packet.transportCaptured - headerLength;
        if (captured > 0) {
            payload.over(packet.array, at + headerLength, captured);
        } else {
            payload.over(packet.array, at, 0);
        }
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** A SYN takes a sequence number of its own. */
    int payloadSequence() {
        return has(SYN) ? sequence + 1 : sequence;
    }

    /** Sequence number after the payload, where a FIN stands. */
    int payloadEnd() {
        return payloadSequence() + original;
    }

    /** Flags that no stack sends (RFC 9293, 3.10.7; used by scanners to tell stacks apart). */
    boolean isImpossible() {
        return !has(SYN | RST | ACK) || (has(SYN) && has(FIN | RST));
    }
}
