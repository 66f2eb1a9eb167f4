package io.fieldwarden.agent.capture.pcap;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.LinkType;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps a copy of every frame handed over. */
final class Frames implements FrameSink {
    record Seen(byte[] bytes, int original, long atNanos, LinkType link, int networkInterface) {}

    final List<Seen> all = new ArrayList<>();
    final List<Long> ticks = new ArrayList<>();

    @Override
    public void frame(Frame frame) {
        byte[] bytes = frame.memory.asSlice(frame.offset, frame.captured).toArray(ValueLayout.JAVA_BYTE);
        all.add(new Seen(bytes, frame.original, frame.atNanos, frame.link, frame.networkInterface));
    }

    @Override
    public void tick(long atNanos) {
        ticks.add(atNanos);
    }

    /** Polls until the source is finished. */
    Frames drain(FrameSource source) throws IOException {
        while (source.poll(this, 64, 10) != FrameSource.FINISHED) {
            // Until the end
        }
        return this;
    }

    /** All frames of a file with this content. */
    static Frames of(Path directory, byte... content) throws IOException {
        Path file = Files.write(directory.resolve("some.pcap"), content);
        try (PcapFileSource source = new PcapFileSource(file, Replay.FULL_SPEED)) {
            return new Frames().drain(source);
        }
    }
}
