package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * When the packets of a capture were seen.
 *
 * @param times nanoseconds since 1970-01-01T00:00Z, in the order of the file
 */
record Span(long[] times) {
    static Span of(Path capture) throws IOException {
        Times times = new Times();
        try (FrameSource source = new PcapFileSource(capture, Replay.FULL_SPEED)) {
            while (source.poll(times, 4_096, 0) != FrameSource.FINISHED) {
                // all of it
            }
        }
        return new Span(Arrays.copyOf(times.at, times.count));
    }

    long first() {
        return Arrays.stream(times).min().orElse(0);
    }

    long last() {
        return Arrays.stream(times).max().orElse(0);
    }

    double hours() {
        return (last() - first()) / 3.6e12;
    }

    private static final class Times implements FrameSink {
        private long[] at = new long[1024];
        private int count;

        @Override
        public void frame(Frame frame) {
            if (count == at.length) {
                at = Arrays.copyOf(at, count * 2);
            }
            at[count++] = frame.atNanos;
        }

        @Override
        public void tick(long atNanos) {
            // nothing waits for time here
        }
    }
}
