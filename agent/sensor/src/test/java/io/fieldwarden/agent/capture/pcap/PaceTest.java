package io.fieldwarden.agent.capture.pcap;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.capture.FrameSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceTest {
    private static final long FIRST = 1_000_000_000_000L;

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void three_frames_in_a_minute() throws IOException {
        byte[] content = new CaptureBytes(LITTLE_ENDIAN)
                .pcap(0xA1B2C3D4, 1)
                .record(1000, 0, 1, (byte) 1)
                .record(1030, 0, 1, (byte) 2)
                .record(1060, 0, 1, (byte) 3)
                .toBytes();
        file = Files.write(directory.resolve("minute.pcap"), content);
    }

    @Test
    void full_speed_keeps_the_recorded_times_and_the_budget() throws IOException {
        Frames frames = new Frames();
        try (PcapFileSource source = new PcapFileSource(file, Replay.FULL_SPEED)) {
            assertThat(source.poll(frames, 2, 1000)).isEqualTo(2);
            assertThat(source.poll(frames, 2, 1000)).isEqualTo(1);
            assertThat(source.poll(frames, 2, 1000)).isEqualTo(FrameSource.FINISHED);
            assertThat(source.poll(frames, 2, 1000)).isEqualTo(FrameSource.FINISHED);
        }
        assertThat(frames.all)
                .extracting(Frames.Seen::atNanos)
                .containsExactly(FIRST, FIRST + 30_000_000_000L, FIRST + 60_000_000_000L);
        assertThat(frames.ticks).isEmpty();
    }

    @Test
    void a_frame_that_is_not_due_is_waited_for_with_ticks() throws IOException {
        Frames frames = new Frames();
        try (PcapFileSource source = new PcapFileSource(file, Replay.recorded(1))) {
            assertThat(source.poll(frames, 10, 5)).isEqualTo(1);
            assertThat(source.poll(frames, 10, 5)).isZero();
            assertThat(source.poll(frames, 10, 0)).isZero();
        }
        assertThat(frames.all).hasSize(1);
        assertThat(frames.ticks).hasSize(2).isSorted();
        assertThat(frames.ticks.getFirst()).isBetween(FIRST + 4_000_000, FIRST + 29_000_000_000L);
    }

    @Test
    void a_hundred_times_as_fast() throws IOException {
        Frames frames = new Frames();
        long start = System.nanoTime();
        try (PcapFileSource source = new PcapFileSource(file, Replay.recorded(100))) {
            frames.drain(source);
        }
        assertThat(frames.all).hasSize(3);
        // 60 recorded seconds; never sooner, however busy this computer is
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(600_000_000L);
        assertThat(frames.all.getLast().atNanos()).isEqualTo(FIRST + 60_000_000_000L);
        assertThat(frames.ticks).isNotEmpty().isSorted();
        assertThat(frames.ticks.getLast()).isLessThanOrEqualTo(FIRST + 61_000_000_000L);
    }

    @Test
    void stamped_anew_and_repeated() throws IOException {
        Frames frames = new Frames();
        long before = System.currentTimeMillis() * 1_000_000L;
        try (PcapFileSource source = new PcapFileSource(file, new Replay(Pace.RECORDED, 6000, true, true))) {
            await().untilAsserted(() -> {
                source.poll(frames, 10, 5);
                assertThat(frames.all).hasSizeGreaterThanOrEqualTo(8);
            });
        }
        assertThat(frames.all).extracting(Frames.Seen::atNanos).isSorted();
        assertThat(frames.all.getFirst().atNanos()).isGreaterThanOrEqualTo(before);
        assertThat(frames.all.get(1).atNanos() - frames.all.get(0).atNanos()).isEqualTo(5_000_000);
        assertThat(frames.all.get(3).bytes()).containsExactly(1);
    }

    @Test
    void a_file_without_frames_is_finished_even_if_repeated() throws IOException {
        Path empty = Files.write(
                directory.resolve("empty.pcap"),
                new CaptureBytes(LITTLE_ENDIAN).pcap(0xA1B2C3D4, 1).toBytes());
        try (PcapFileSource source = new PcapFileSource(empty, new Replay(Pace.FULL_SPEED, 1, false, true))) {
            assertThat(source.poll(new Frames(), 10, 5)).isEqualTo(FrameSource.FINISHED);
        }
    }

    @Test
    void an_interrupted_wait_ends_at_once() throws IOException {
        Frames frames = new Frames();
        try (PcapFileSource source = new PcapFileSource(file, Replay.recorded(1))) {
            assertThat(source.poll(frames, 1, 0)).isEqualTo(1);
            Thread.currentThread().interrupt();
            assertThat(source.poll(frames, 1, 20_000)).isZero();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void a_speed_that_cannot_be() {
        assertThatThrownBy(() -> Replay.recorded(0)).hasMessage("speed is 0.0; expected 0.01 to 10000");
        assertThatThrownBy(() -> Replay.recorded(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
