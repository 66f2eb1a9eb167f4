package io.fieldwarden.agent.capture.afpacket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.LinkType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the frames of a TPACKET_V3 ring in place. The kernel fills block after block and hands each over by its status
 * word; it gets a block back when all its frames have been read ({@code linux/if_packet.h}).
 */
final class PacketRing {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfShort WIRE_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final VarHandle STATUS = INT.varHandle();

    // struct tpacket_block_desc with tpacket_hdr_v1
    private static final int BLOCK_STATUS = 8;
    private static final int BLOCK_FRAMES = 12;
    private static final int BLOCK_FIRST = 16;
    private static final int OWNED_BY_KERNEL = 0;
    private static final int OWNED_BY_US = 1;

    // struct tpacket3_hdr, then struct sockaddr_ll
    private static final int NEXT = 0;
    private static final int SECONDS = 4;
    private static final int NANOS = 8;
    private static final int CAPTURED = 12;
    private static final int LENGTH = 16;
    private static final int FRAME_STATUS = 20;
    private static final int MAC = 24;
    private static final int VLAN_TCI = 32;
    private static final int VLAN_TPID = 36;
    private static final int PACKET_TYPE = 48 + 10;

    private static final int STATUS_VLAN_VALID = 0x10;
    private static final int STATUS_VLAN_TPID_VALID = 0x40;
    private static final int PACKET_OUTGOING = 4;

    private static final int MAC_ADDRESSES = 12;
    private static final int VLAN_TAG = 4;
    private static final short TPID_8021Q = (short) 0x8100;

    private final MemorySegment memory;
    private final MemorySegment scratch;
    private final Frame frame = new Frame();
    private final boolean skipOutgoing;
    private long block;
    private int framesLeft;
    private long at;
    private long latestNanos;

    /**
     * @param scratch where a frame is put together whose VLAN tag the kernel took out, {@link Frame#BYTES_MAX} bytes
     * @param networkInterface index to mark frames with
     */
    PacketRing(PacketSocket socket, MemorySegment scratch, int networkInterface) {
        memory = socket.memory();
        this.scratch = scratch;
        skipOutgoing = socket.loopback();
        frame.link = socket.link();
        frame.networkInterface = networkInterface;
    }

    /** Hands over up to {@code budget} frames that the kernel has ready. */
    int read(FrameSink sink, int budget) {
        int handed = 0;
        while (handed < budget && (framesLeft > 0 || openBlock())) {
            if (!skipOutgoing || memory.get(JAVA_BYTE, at + PACKET_TYPE) != PACKET_OUTGOING) {
                hand(sink);
                handed++;
            }
            at += Integer.toUnsignedLong(memory.get(INT, at + NEXT));
            framesLeft--;
            if (framesLeft == 0) {
                releaseBlock();
            }
        }
        return handed;
    }

    /** Time of the latest frame, 0 before the first. */
    long latestNanos() {
        return latestNanos;
    }

    private boolean openBlock() {
        // A block may be handed over empty when its time ran out.
        while (((int) STATUS.getAcquire(memory, block + BLOCK_STATUS) & OWNED_BY_US) != 0) {
            framesLeft = memory.get(INT, block + BLOCK_FRAMES);
            at = block + Integer.toUnsignedLong(memory.get(INT, block + BLOCK_FIRST));
            if (framesLeft > 0) {
                return true;
            }
            releaseBlock();
        }
        return false;
    }

    private void releaseBlock() {
        STATUS.setRelease(memory, block + BLOCK_STATUS, OWNED_BY_KERNEL);
        block += AfPacketLimits.BLOCK_BYTES;
        if (block == memory.byteSize()) {
            block = 0;
        }
    }

    private void hand(FrameSink sink) {
        frame.atNanos = Integer.toUnsignedLong(memory.get(INT, at + SECONDS)) * 1_000_000_000L
                + Integer.toUnsignedLong(memory.get(INT, at + NANOS));
        latestNanos = frame.atNanos;
        frame.memory = memory;
        frame.offset = at + (memory.get(SHORT, at + MAC) & 0xFFFF);
        frame.captured = memory.get(INT, at + CAPTURED);
        frame.original = memory.get(INT, at + LENGTH);
        int status = memory.get(INT, at + FRAME_STATUS);
        if ((status & STATUS_VLAN_VALID) != 0 && frame.link == LinkType.ETHERNET && frame.captured >= MAC_ADDRESSES) {
            restoreTag(status);
        }
        sink.frame(frame);
    }

    /** Puts the VLAN tag back between the addresses and the type, where it was on the wire (IEEE 802.1Q clause 9). */
    private void restoreTag(int status) {
        short type = (status & STATUS_VLAN_TPID_VALID) != 0 ? memory.get(SHORT, at + VLAN_TPID) : TPID_8021Q;
        MemorySegment.copy(memory, frame.offset, scratch, 0, MAC_ADDRESSES);
        scratch.set(WIRE_SHORT, MAC_ADDRESSES, type);
        scratch.set(WIRE_SHORT, MAC_ADDRESSES + 2L, (short) memory.get(INT, at + VLAN_TCI));
        int rest = Math.min(frame.captured - MAC_ADDRESSES, Frame.BYTES_MAX - MAC_ADDRESSES - VLAN_TAG);
        MemorySegment.copy(memory, frame.offset + MAC_ADDRESSES, scratch, MAC_ADDRESSES + (long) VLAN_TAG, rest);
        frame.memory = scratch;
        frame.offset = 0;
        frame.captured = MAC_ADDRESSES + VLAN_TAG + rest;
        frame.original += VLAN_TAG;
    }
}
