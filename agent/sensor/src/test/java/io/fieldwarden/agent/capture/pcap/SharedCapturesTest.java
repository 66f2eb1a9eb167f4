package io.fieldwarden.agent.capture.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every capture of the shared data set has as many packets as its index says. */
class SharedCapturesTest {
    /** Counts frames and touches their first and last byte. */
    private static final class Count implements FrameSink {
        private long frames;
        private long touched;

        @Override
        public void frame(Frame frame) {
            frames++;
            if (frame.captured > 0) {
                touched += frame.memory.get(java.lang.foreign.ValueLayout.JAVA_BYTE, frame.offset);
                touched += frame.memory.get(java.lang.foreign.ValueLayout.JAVA_BYTE, frame.offset + frame.captured - 1);
            }
        }

        @Override
        public void tick(long atNanos) {
            throw new AssertionError("no silence at full speed, yet a tick after " + frames + " " + touched);
        }
    }

    @Test
    void packet_counts_equal_the_index() throws IOException {
        Path data = SharedData.directory();
        Assumptions.assumeTrue(data != null, SharedData.ABSENT);
        List<String> wrong = new ArrayList<>();
        int files = 0;
        for (String line : Files.readAllLines(data.resolve("INDEX.tsv"))) {
            String[] columns = line.split("\t", -1);
            if (columns[0].equals("capture") || columns[0].endsWith(".zip")) {
                continue;
            }
            files++;
            check(data, columns[0], Long.parseLong(columns[1]), wrong);
        }
        assertThat(files).isGreaterThan(600);
        assertThat(wrong).isEmpty();
    }

    private static void check(Path data, String name, long expected, List<String> wrong) {
        Count count = new Count();
        long dropped = 0;
        String end = "";
        try (PcapFileSource source = new PcapFileSource(data.resolve(name), Replay.FULL_SPEED)) {
            try {
                while (source.poll(count, 4096, 0) != FrameSource.FINISHED) {
                    // Until the end
                }
            } catch (IOException e) {
                end = e.getMessage();
            }
            dropped = source.dropped();
        } catch (IOException e) {
            end = e.getMessage();
        }
        if (count.frames + dropped != expected) {
            wrong.add(name + ": expected " + expected + ", read " + count.frames + ", dropped " + dropped + " " + end);
        }
    }
}
