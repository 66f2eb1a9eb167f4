package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.conformance.SharedData;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;

/** Captures and logs as they lie there, packed or not, and parts of captures, in a folder of their own. */
final class Parts {
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int CAPTURED_AT = 8;

    private final Path folder;
    private int made;

    Parts(Path folder) {
        this.folder = folder;
    }

    /** The file itself, or what a {@code .zip} holds as its first entry. */
    Path unpacked(Path file) throws IOException {
        if (!file.toString().endsWith(".zip")) {
            return file;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            var entry = zip.entries().nextElement();
            Path out =
                    folder.resolve(made++ + "-" + file.getFileName().toString().replace(".zip", ""));
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, out);
            }
            return out;
        }
    }

    /** The lines of a text, however it is packed. */
    List<String> lines(Path file) throws IOException {
        return SharedData.lines(unpacked(file));
    }

    /** The first part of a classic capture file, and the rest. */
    List<Path> halves(Path capture, double share) {
        Path first = folder.resolve(made++ + "-lesson.pcap");
        Path rest = folder.resolve(made++ + "-judged.pcap");
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(capture));
                InputStream in = capture.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                OutputStream lesson = new BufferedOutputStream(Files.newOutputStream(first));
                OutputStream judged = new BufferedOutputStream(Files.newOutputStream(rest))) {
            byte[] header = in.readNBytes(FILE_HEADER);
            lesson.write(header);
            judged.write(header);
            long packets = Span.of(capture).times().length;
            ByteOrder order = (header[0] & 0xFF) == 0xA1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            for (long packet = 0; packet < packets; packet++) {
                byte[] head = in.readNBytes(PACKET_HEADER);
                OutputStream part = packet < packets * share ? lesson : judged;
                part.write(head);
                part.write(in.readNBytes(ByteBuffer.wrap(head).order(order).getInt(CAPTURED_AT)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(first, rest);
    }

    /** Whether the file is a capture of the classic kind, which can be cut. */
    static boolean isClassic(Path capture) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(capture));
                InputStream in = capture.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            String magic = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            return !magic.equals("\n\r\r\n");
        }
    }
}
