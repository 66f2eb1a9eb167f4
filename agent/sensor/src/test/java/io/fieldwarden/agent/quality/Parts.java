package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.conformance.SharedData;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** Captures and logs as they lie there, packed or not, and parts of captures, in a folder of their own. */
final class Parts {
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

    /** The first part of a capture, and the rest. */
    List<Path> halves(Path capture, double share) throws IOException {
        Path first = folder.resolve(made++ + "-lesson.pcap");
        Path rest = folder.resolve(made++ + "-judged.pcap");
        long packets = Span.of(capture).times().length;
        try (OutputStream lesson = new BufferedOutputStream(Files.newOutputStream(first));
                OutputStream judged = new BufferedOutputStream(Files.newOutputStream(rest));
                FrameSource source = new PcapFileSource(capture, Replay.FULL_SPEED)) {
            Cut cut = new Cut(lesson, judged, (long) (packets * share));
            while (source.poll(cut, 4_096, 0) != FrameSource.FINISHED) {
                // all of it
            }
        }
        return List.of(first, rest);
    }

    /** Writes frames to one file, then to another, in the classic format with nanoseconds. */
    private static final class Cut implements FrameSink {
        private static final int NANOSECOND_MAGIC = 0xA1B2_3C4D;
        private static final int VERSION = 0x0004_0002;
        private static final long SECOND = 1_000_000_000L;

        private final OutputStream lesson;
        private final OutputStream judged;
        private final long border;
        private long frames;

        Cut(OutputStream lesson, OutputStream judged, long border) {
            this.lesson = lesson;
            this.judged = judged;
            this.border = border;
        }

        @Override
        public void frame(Frame frame) {
            OutputStream part = frames < border ? lesson : judged;
            boolean begins = frames == 0 || frames == border;
            frames++;
            ByteBuffer head = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
            if (begins) {
                head.putInt(NANOSECOND_MAGIC).putInt(VERSION).putLong(0).putInt(Frame.BYTES_MAX);
                head.putInt(frame.link.number());
            }
            head.putInt((int) (frame.atNanos / SECOND)).putInt((int) (frame.atNanos % SECOND));
            head.putInt(frame.captured).putInt(frame.original);
            byte[] bytes = new byte[frame.captured];
            MemorySegment.copy(frame.memory, ValueLayout.JAVA_BYTE, frame.offset, bytes, 0, frame.captured);
            try {
                part.write(head.array(), 0, head.position());
                part.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void tick(long atNanos) {
            // nothing waits for time here
        }
    }
}
