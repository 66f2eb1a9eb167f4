package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.LinkType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Makes a pcapng file (draft-ietf-opsawg-pcapng) of bounded size in memory, with times in nanoseconds. */
public final class PcapngWriter {
    /** Bytes that one packet takes beside its own. */
    private static final int PACKET_OVERHEAD = 32;

    private static final int INTERFACE_BYTES = 32;
    private static final byte[] WRITER = "Fieldwarden".getBytes(StandardCharsets.US_ASCII);
    private static final int SECTION_BYTES = 28 + 4 + 12 + 4;

    private final ByteBuffer bytes;
    private final Map<LinkType, Integer> interfaces = new EnumMap<>(LinkType.class);

    /**
     * Starts a file.
     *
     * @param bytesMax most bytes it may have, at least 128
     */
    public PcapngWriter(int bytesMax) {
        if (bytesMax < 128) {
            throw new IllegalArgumentException("a pcapng file of " + bytesMax + " bytes; expected at least 128");
        }
        bytes = ByteBuffer.allocate(bytesMax).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x0A0D0D0A).putInt(SECTION_BYTES).putInt(0x1A2B3C4D);
        bytes.putShort((short) 1).putShort((short) 0).putLong(-1);
        bytes.putShort((short) 4).putShort((short) WRITER.length).put(WRITER).put((byte) 0);
        bytes.putInt(0).putInt(SECTION_BYTES);
    }

    /**
     * Appends {@code frame}.
     *
     * @return false, with nothing written, if it does not fit any more
     */
    public boolean packet(Frame frame) {
        int description = interfaces.containsKey(frame.link) ? 0 : INTERFACE_BYTES;
        int length = PACKET_OVERHEAD + padded(frame.captured);
        if (description + length > bytes.remaining()) {
            return false;
        }
        int number = interfaces.computeIfAbsent(frame.link, this::describe);
        bytes.putInt(6).putInt(length).putInt(number);
        bytes.putInt((int) (frame.atNanos >>> 32)).putInt((int) frame.atNanos);
        bytes.putInt(frame.captured).putInt(frame.original);
        MemorySegment.copy(
                frame.memory, ValueLayout.JAVA_BYTE, frame.offset, bytes.array(), bytes.position(), frame.captured);
        // The buffer was zero from the start, so stepping over the padding is enough.
        bytes.position(bytes.position() + padded(frame.captured));
        bytes.putInt(length);
        return true;
    }

    private int describe(LinkType link) {
        int number = interfaces.size();
        bytes.putInt(1).putInt(INTERFACE_BYTES);
        bytes.putShort((short) link.number()).putShort((short) 0).putInt(0);
        bytes.putShort((short) 9).putShort((short) 1).put((byte) 9).put(new byte[3]);
        bytes.putInt(0).putInt(INTERFACE_BYTES);
        return number;
    }

    /** The file as it is now. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static int padded(int size) {
        return size + 3 & ~3;
    }
}
