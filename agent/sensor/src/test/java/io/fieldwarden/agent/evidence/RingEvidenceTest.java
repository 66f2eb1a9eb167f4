package io.fieldwarden.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import io.fieldwarden.agent.capture.LinkType;
import io.fieldwarden.agent.capture.pcap.PcapFileSource;
import io.fieldwarden.agent.capture.pcap.Replay;
import io.fieldwarden.agent.contract.Evidence;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingEvidenceTest {
    record Packet(long atNanos, int first, int captured, int original, LinkType link) {}

    @TempDir
    Path directory;

    private final FrameRing ring = new FrameRing();
    private final RingEvidence evidence = new RingEvidence(ring);

    private void append(long atNanos, long connection, int size) {
        byte[] bytes = new byte[size];
        bytes[0] = (byte) atNanos;
        Frame frame = FrameRingTest.frame(bytes, atNanos);
        frame.link = connection % 2 == 0 ? LinkType.RAW : LinkType.ETHERNET;
        ring.append(frame);
        ring.label(connection);
    }

    private List<Packet> read(Evidence found) throws IOException {
        assertThat(found.pcapng().length).isLessThanOrEqualTo(Evidence.BYTES_MAX);
        Path file = Files.write(directory.resolve("evidence.pcapng"), found.pcapng());
        List<Packet> packets = new ArrayList<>();
        FrameSink sink = new FrameSink() {
            @Override
            public void frame(Frame frame) {
                int first = frame.memory.get(ValueLayout.JAVA_BYTE, frame.offset);
                packets.add(new Packet(frame.atNanos, first, frame.captured, frame.original, frame.link));
            }

            @Override
            public void tick(long atNanos) {
                throw new AssertionError("no tick at full speed");
            }
        };
        try (PcapFileSource source = new PcapFileSource(file, Replay.FULL_SPEED)) {
            while (source.poll(sink, 100, 0) != FrameSource.FINISHED) {
                // Until the end
            }
        }
        assertThat(packets).hasSize(found.packets());
        return packets;
    }

    @Test
    void the_packets_of_the_conversation_in_time_order() throws IOException {
        for (int i = 1; i <= 100; i++) {
            append(i, i % 2 == 0 ? 8 : 7, 60);
        }
        List<Packet> packets = read(evidence.around(7, 99).orElseThrow());
        assertThat(packets).hasSize(32);
        assertThat(packets)
                .extracting(Packet::atNanos)
                .isSorted()
                .startsWith(37L)
                .endsWith(99L);
        assertThat(packets)
                .allSatisfy(p ->
                        assertThat(p).isEqualTo(new Packet(p.atNanos(), (int) p.atNanos(), 60, 61, LinkType.ETHERNET)));
    }

    @Test
    void a_few_that_came_after_are_there_too() throws IOException {
        for (int i = 1; i <= 100; i++) {
            append(i, 7, 60);
        }
        List<Packet> packets = read(evidence.around(7, 50).orElseThrow());
        assertThat(packets)
                .extracting(Packet::atNanos)
                .hasSize(32)
                .isSorted()
                .startsWith(27L)
                .endsWith(58L);
    }

    @Test
    void without_a_conversation_the_latest_of_any() throws IOException {
        for (int i = 1; i <= 40; i++) {
            append(i, i, 60);
        }
        List<Packet> packets = read(evidence.around(0, 40).orElseThrow());
        assertThat(packets)
                .extracting(Packet::atNanos)
                .hasSize(32)
                .startsWith(9L)
                .endsWith(40L);
        assertThat(packets).extracting(Packet::link).contains(LinkType.RAW, LinkType.ETHERNET);
    }

    @Test
    void out_of_order_times_are_put_in_order() throws IOException {
        append(5, 7, 60);
        append(3, 7, 60);
        append(4, 7, 60);
        assertThat(read(evidence.around(7, 5).orElseThrow()))
                .extracting(Packet::atNanos)
                .containsExactly(3L, 4L, 5L);
    }

    @Test
    void long_packets_are_cut_and_the_nearest_kept() throws IOException {
        for (int i = 1; i <= 20; i++) {
            append(i, 7, 20_000);
        }
        List<Packet> packets = read(evidence.around(7, 20).orElseThrow());
        assertThat(packets).extracting(Packet::atNanos).containsExactly(18L, 19L, 20L);
        assertThat(packets).extracting(Packet::captured).containsOnly(16 * 1024);
        assertThat(packets).extracting(Packet::original).containsOnly(20_001);
    }

    @Test
    void an_unknown_conversation_has_none() {
        assertThat(evidence.around(0, 1)).isEmpty();
        append(1, 7, 60);
        assertThat(evidence.around(9, 1)).isEmpty();
    }

    @Test
    void tshark_reads_it() throws Exception {
        append(1_700_000_000_123_456_789L, 8, 60);
        append(1_700_000_001_000_000_000L, 7, 61);
        Path file = Files.write(
                directory.resolve("e.pcapng"),
                evidence.around(0, Long.MAX_VALUE).orElseThrow().pcapng());
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/capinfos")) || "true".equals(System.getenv("CI")),
                "capinfos is not installed");
        Process process = new ProcessBuilder("capinfos", "-T", "-m", "-r", "-c", file.toString()).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output.strip()).endsWith(",2");
    }
}
