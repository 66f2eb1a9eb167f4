package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.LinkType;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classic format (draft-ietf-opsawg-pcap): a header of 24 bytes, then records. */
final class PcapRecords implements RecordReader {
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;
    /** Written by patched Linux libpcaps of the 1990s; eight more bytes in each record header. */
    private static final int KUZNETZOV = 0xA1B2CD34;

    private static final int FILE_HEADER = 24;

    private final CaptureFile file;
    private final Feed feed;
    private final int nanosPerFraction;
    private final int recordHeader;
    private final @Nullable LinkType link;
    private long unread = FILE_HEADER;

    private PcapRecords(CaptureFile file, int magic) throws IOException {
        this.file = file;
        feed = file.feed;
        if (!feed.has(FILE_HEADER)) {
            throw file.damaged(4, "the file ends; expected a pcap header of 24 bytes");
        }
        nanosPerFraction = magic == NANOSECONDS ? 1 : 1000;
        recordHeader = magic == KUZNETZOV ? 24 : 16;
        // The upper half tells the length of the frame check sequence, not the type.
        link = file.link(feed.i32(20) & 0xFFFF);
    }

    /** A reader if {@code magic}, read as little-endian, is one of the format's. */
    static Optional<RecordReader> of(CaptureFile file, int magic) throws IOException {
        int swapped = Integer.reverseBytes(magic);
        if (isMagic(magic)) {
            return Optional.of(new PcapRecords(file, magic));
        }
        if (isMagic(swapped)) {
            file.feed.bigEndian = true;
            return Optional.of(new PcapRecords(file, swapped));
        }
        return Optional.empty();
    }

    private static boolean isMagic(int number) {
        return number == MICROSECONDS || number == NANOSECONDS || number == KUZNETZOV;
    }

    @Override
    public boolean next(Frame frame) throws IOException {
        while (true) {
            if (!feed.skip(unread)) {
                file.cut(feed.position());
                return false;
            }
            unread = 0;
            if (!feed.has(recordHeader)) {
                if (feed.has(1)) {
                    file.cut(feed.position());
                }
                return false;
            }
            if (!read(frame)) {
                return false;
            }
            if (link != null) {
                frame.link = link;
                return true;
            }
            file.drop();
        }
    }

    private boolean read(Frame frame) throws IOException {
        long captured = feed.u32(8);
        if (captured > file.limits.blockBytesMax()) {
            throw file.damaged(
                    feed.position() + 8,
                    "a record claims " + captured + " bytes; expected at most " + file.limits.blockBytesMax());
        }
        frame.captured = (int) Math.min(captured, Frame.BYTES_MAX);
        if (!feed.has(recordHeader + frame.captured)) {
            file.cut(feed.position());
            return false;
        }
        frame.atNanos = feed.u32(0) * 1_000_000_000L + feed.u32(4) * nanosPerFraction;
        frame.original = Math.max(frame.captured, (int) Math.min(feed.u32(12), Integer.MAX_VALUE));
        frame.memory = feed.memory();
        frame.offset = feed.offset() + recordHeader;
        frame.networkInterface = 0;
        unread = recordHeader + captured;
        return true;
    }
}
