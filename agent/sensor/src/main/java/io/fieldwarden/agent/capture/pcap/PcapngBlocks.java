package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import java.io.IOException;

/** The blocks of a pcapng file (draft-ietf-opsawg-pcapng), section after section. */
final class PcapngBlocks implements RecordReader {
    private static final int SECTION = PCAPNG;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int BLOCK_MIN = 12;

    private final CaptureFile file;
    private final Feed feed;
    private final PcapngInterfaces interfaces;
    private long lastNanos;
    private long blockAt;
    /** Bytes of the block at hand that are yet to be passed, its closing length excluded; 0 before the first block. */
    private long unread;

    private long blockLength;

    PcapngBlocks(CaptureFile file) {
        this.file = file;
        feed = file.feed;
        interfaces = new PcapngInterfaces(file);
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        while (pass() && open()) {
            int type = feed.i32(0);
            boolean isFrame = switch (type) {
                case INTERFACE -> describe();
                case ENHANCED_PACKET -> enhanced(frame);
                case SIMPLE_PACKET -> simple(frame);
                case OLD_PACKET -> old(frame);
                default -> false;
            };
            if (isFrame) {
                return true;
            }
        }
        return false;
    }

    /** Goes past what is left of the block at hand and checks the length that closes it. */
    private boolean pass() throws IOException {
        if (unread == 0) {
            return true;
        }
        if (!feed.skip(unread) || !feed.has(4)) {
            file.cut(blockAt);
            return false;
        }
        if (feed.u32(0) != blockLength) {
            throw file.damaged(
                    feed.position(),
                    "a block closes with length " + feed.u32(0) + "; expected " + blockLength + " as it opened with");
        }
        unread = 0;
        return feed.skip(4);
    }

    /** Reads the header of the next block; false at the end of the file. */
    private boolean open() throws IOException {
        blockAt = feed.position();
        if (!feed.has(BLOCK_MIN)) {
            if (feed.has(1)) {
                file.cut(blockAt);
            }
            return false;
        }
        if (feed.i32(0) == SECTION) {
            section();
        }
        blockLength = feed.u32(4);
        if (blockLength < BLOCK_MIN || blockLength % 4 != 0 || blockLength > file.limits.blockBytesMax()) {
            throw file.damaged(
                    blockAt + 4,
                    "a block claims " + blockLength + " bytes; expected a multiple of 4 from 12 to "
                            + file.limits.blockBytesMax());
        }
        unread = blockLength - 4;
        return true;
    }

    private void section() throws IOException {
        int magic = feed.i32(8);
        if (magic == Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
            feed.bigEndian = !feed.bigEndian;
        } else if (magic != BYTE_ORDER_MAGIC) {
            throw file.damaged(blockAt + 8, "expected the byte-order magic 1A2B3C4D of a section");
        }
        if (feed.u32(4) < 28) {
            throw file.damaged(blockAt + 4, "a section header claims " + feed.u32(4) + " bytes; expected at least 28");
        }
        if (feed.has(16) && feed.u16(12) != 1) {
            throw file.damaged(blockAt + 12, "found pcapng version " + feed.u16(12) + "; expected 1");
        }
        interfaces.clear();
    }

    private boolean describe() throws IOException {
        int size = (int) Math.min(blockLength, PcapngInterfaces.READ_BYTES_MAX);
        if (feed.has(size)) {
            interfaces.add(blockAt, blockLength, size);
        }
        return false;
    }

    private boolean enhanced(Frame frame) throws IOException {
        return need(32) && stamped(frame, feed.u32(8));
    }

    private boolean old(Frame frame) throws IOException {
        return need(32) && stamped(frame, feed.u16(8));
    }

    private boolean stamped(Frame frame, long networkInterface) throws IOException {
        from(frame, networkInterface);
        lastNanos = interfaces.nanos(frame.networkInterface, feed.u32(12) << 32 | feed.u32(16));
        return data(frame, 28, feed.u32(20), feed.u32(24));
    }

    private boolean simple(Frame frame) throws IOException {
        if (!need(16)) {
            return false;
        }
        from(frame, 0);
        long original = feed.u32(8);
        long captured = Math.min(Math.min(original, interfaces.snapLength(0)), blockLength - 16);
        // This kind of block has no time; that of the packet before is the nearest there is.
        return data(frame, 12, captured, original);
    }

    private boolean need(int size) throws IOException {
        if (blockLength < size) {
            throw file.damaged(
                    blockAt + 4, "a packet block claims " + blockLength + " bytes; expected at least " + size);
        }
        return feed.has(size - 4);
    }

    private void from(Frame frame, long number) throws IOException {
        if (number >= interfaces.count()) {
            throw file.damaged(
                    blockAt + 8,
                    "a packet names interface " + number + "; the section has described " + interfaces.count());
        }
        frame.networkInterface = (int) number;
    }

    /** Completes a frame whose bytes lie {@code dataAt} bytes into the block. */
    private boolean data(Frame frame, int dataAt, long captured, long original) throws IOException {
        if (captured > blockLength - dataAt - 4) {
            throw file.damaged(
                    blockAt + dataAt - 8,
                    "a packet claims " + captured + " bytes; its block has room for " + (blockLength - dataAt - 4));
        }
        frame.captured = (int) Math.min(captured, Frame.BYTES_MAX);
        if (!feed.has(dataAt + frame.captured)) {
            return false;
        }
        frame.atNanos = lastNanos;
        frame.original = Math.max(frame.captured, (int) Math.min(original, Integer.MAX_VALUE));
        frame.memory = feed.memory();
        frame.offset = feed.offset() + dataAt;
        return interfaces.link(frame);
    }
}
