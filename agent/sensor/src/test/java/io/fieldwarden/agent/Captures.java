package io.fieldwarden.agent;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.decode.Packet;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The captures beside the project, and a way to run them through {@link Decoding}. */
public final class Captures {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);

    private Captures() {}

    /** The folder of captures; skips the test where it is absent, fails it in CI. */
    public static Path folder() {
        Path found = find();
        boolean present = found != null && Files.isDirectory(found);
        if (!present && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("captures not found: expected ../shared/data beside the project");
        }
        Assumptions.assumeTrue(present, "captures not found: expected ../shared/data beside the project");
        return Objects.requireNonNull(found);
    }

    private static @Nullable Path find() {
        String given = System.getProperty("fieldwarden.data");
        if (given != null) {
            return Path.of(given);
        }
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            boolean root = Files.exists(up.resolve("pom.xml")) && Files.exists(up.resolve(".git"));
            if (root) {
                return up.resolveSibling("shared").resolve("data");
            }
        }
        return null;
    }

    /** All captures under a folder, in order of their names. */
    public static List<Path> under(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(
                            file -> file.getFileName().toString().matches(".*\\.(pcap|pcapng|cap|dmp|trace)(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }

    /** Runs a capture through {@code decoding} and ends its connections; returns the frames read before a file error. */
    public static long replay(Path capture, Decoding decoding) {
        Player player = new Player(decoding);
        try (PcapFileSource source = new PcapFileSource(capture, Replay.FULL_SPEED)) {
            while (source.poll(player, 4_096, 0) != FrameSource.FINISHED) {
                // all of it
            }
        } catch (IOException e) {
            LOG.info("{} is broken itself; what was readable has been played", capture, e);
        }
        decoding.close(player.lastNanos);
        return player.frames;
    }

    private static final class Player implements FrameSink {
        private final Decoding decoding;
        private final Packet packet = new Packet();
        private final byte[] ring = new byte[Frame.BYTES_MAX * 2];
        private int at;
        private long frames;
        private long lastNanos;

        private Player(Decoding decoding) {
            this.decoding = decoding;
        }

        @Override
        public void frame(Frame frame) {
            if (at + frame.captured > ring.length) {
                at = 0;
            }
            MemorySegment.copy(frame.memory, ValueLayout.JAVA_BYTE, frame.offset, ring, at, frame.captured);
            packet.over(ring, at, frame.captured, frame.original).seen(frame.atNanos, frame.link);
            decoding.frame(packet);
            at += frame.captured;
            frames++;
            lastNanos = Math.max(lastNanos, frame.atNanos);
        }

        @Override
        public void tick(long atNanos) {
            decoding.tick(atNanos);
        }
    }
}
