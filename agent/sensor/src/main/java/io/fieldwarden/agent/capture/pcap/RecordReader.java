package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import java.io.IOException;
import java.util.Locale;

/** Finds the frames in the bytes of a capture file. */
sealed interface RecordReader permits PcapRecords, PcapngBlocks {
    int PCAPNG = 0x0A0D0D0A;

    /**
     * Fills in {@code frame}; the bytes stay where they are until the next call.
     *
     * @return false at the end
     * @throws IOException if the file is damaged; the message names the byte and what was expected there
     */
    boolean next(Frame frame) throws IOException;

    /** The reader for what {@code file} starts with. */
    static RecordReader of(CaptureFile file) throws IOException {
        if (!file.feed.has(4)) {
            throw file.damaged(0, "the file ends; expected the header of a pcap or pcapng file");
        }
        int magic = file.feed.i32(0);
        if (magic == PCAPNG) {
            return new PcapngBlocks(file);
        }
        return PcapRecords.of(file, magic)
                .orElseThrow(() -> file.damaged(
                        0,
                        String.format(
                                Locale.ROOT,
                                "found %02x %02x %02x %02x%s; expected the header of a pcap or pcapng file",
                                magic & 0xFF,
                                magic >>> 8 & 0xFF,
                                magic >>> 16 & 0xFF,
                                magic >>> 24,
                                guess(magic))));
    }

    private static String guess(int magic) {
        return switch (magic) {
            case 0x04034B50 -> " (a zip archive, unpack it first)";
            case 0xFD2FB528 -> " (zstd, unpack it first)";
            case 0x184D2204 -> " (lz4, unpack it first)";
            default -> "";
        };
    }
}
