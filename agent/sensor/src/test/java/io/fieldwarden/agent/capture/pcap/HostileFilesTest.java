package io.fieldwarden.agent.capture.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.FrameSink;
import io.fieldwarden.agent.capture.FrameSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {
    private static final int MICRO = 0xA1B2C3D4;
    private static final byte[] DATA = {1, 2, 3, 4, 5, 6, 7};

    @TempDir
    Path directory;

    private static CaptureBytes pcap() {
        return new CaptureBytes(LITTLE_ENDIAN)
                .pcap(MICRO, 1)
                .record(1, 2, 7, DATA)
                .record(3, 4, 7, DATA);
    }

    private static CaptureBytes pcapng() {
        byte[] nano = {9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0};
        return new CaptureBytes(LITTLE_ENDIAN)
                .section()
                .networkInterface(1, 0, nano)
                .enhanced(0, 1, 7, DATA)
                .simple(7, DATA)
                .old(0, 1, DATA);
    }

    private void refused(CaptureBytes content, String message) {
        refused(content.toBytes(), message);
    }

    private void refused(byte[] content, String message) {
        assertThatThrownBy(() -> Frames.of(directory, content))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("some.pcap: byte ")
                .hasMessageContaining(message);
    }

    @Test
    void lengths_that_cannot_be() {
        CaptureBytes little = new CaptureBytes(LITTLE_ENDIAN);
        refused(
                new CaptureBytes(LITTLE_ENDIAN)
                        .pcap(MICRO, 1)
                        .u32(0)
                        .u32(0)
                        .u32(0xFFFF_FFFFL)
                        .u32(0),
                "byte 32: a record claims 4294967295 bytes; expected at most 16777216");
        refused(little.section().u32(5).u32(0).u32(0), "byte 32: a block claims 0 bytes; expected a multiple of 4");
        refused(
                new CaptureBytes(BIG_ENDIAN).section().u32(5).u32(0xFFFF_FFFCL).u32(0),
                "byte 32: a block claims 4294967292 bytes");
        refused(new CaptureBytes(LITTLE_ENDIAN).section().u32(5).u32(13).u32(0), "a block claims 13 bytes");
        refused(
                new CaptureBytes(LITTLE_ENDIAN).section().u32(5).u32(12).u32(16),
                "byte 36: a block closes with length 16; expected 12");
    }

    @Test
    void packets_that_cannot_be() {
        refused(
                new CaptureBytes(LITTLE_ENDIAN).section().enhanced(0, 1, 7, DATA),
                "byte 36: a packet names interface 0; the section has described 0");
        refused(new CaptureBytes(LITTLE_ENDIAN).section().simple(7, DATA), "a packet names interface 0");
        CaptureBytes body =
                new CaptureBytes(LITTLE_ENDIAN).u32(0).u32(0).u32(0).u32(9).u32(9);
        refused(
                new CaptureBytes(LITTLE_ENDIAN).section().networkInterface(1, 0).block(6, body),
                "byte 68: a packet claims 9 bytes; its block has room for 0");
        refused(
                new CaptureBytes(LITTLE_ENDIAN).section().block(6, new CaptureBytes(LITTLE_ENDIAN).u32(0)),
                "a packet block claims 16 bytes; expected at least 32");
    }

    @Test
    void a_million_interfaces() {
        CaptureBytes many = new CaptureBytes(LITTLE_ENDIAN).section();
        byte[] one = new CaptureBytes(LITTLE_ENDIAN).networkInterface(1, 0).toBytes();
        for (int i = 0; i < 1_000_000; i++) {
            many.raw(one);
        }
        refused(many, "expected at most 4096 interfaces in a section");
    }

    @Test
    void what_is_no_capture_file() {
        refused(new byte[0], "byte 0: the file ends; expected the header of a pcap or pcapng file");
        refused(new byte[] {'P', 'K', 3, 4, 0}, "(a zip archive, unpack it first)");
        refused("hello, this is text".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "found 68 65 6c 6c;");
        refused(new CaptureBytes(LITTLE_ENDIAN).u32(MICRO), "expected a pcap header of 24 bytes");
        refused(
                new CaptureBytes(LITTLE_ENDIAN)
                        .block(
                                0x0A0D0D0A,
                                new CaptureBytes(LITTLE_ENDIAN).u32(7).i64(0).u32(0)),
                "byte 8: expected the byte-order magic");
        refused(
                new CaptureBytes(LITTLE_ENDIAN)
                        .block(
                                0x0A0D0D0A,
                                new CaptureBytes(LITTLE_ENDIAN)
                                        .u32(0x1A2B3C4D)
                                        .u16(2)
                                        .u16(0)
                                        .i64(-1)),
                "found pcapng version 2; expected 1");
        assertThatThrownBy(() -> new PcapFileSource(directory.resolve("absent.pcap"), Replay.FULL_SPEED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent.pcap: there is no such capture file");
        assertThatThrownBy(() -> new PcapFileSource(directory, Replay.FULL_SPEED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void damaged_gzip() throws IOException {
        byte[] gzip = CaptureBytes.gzip(pcap().toBytes());
        gzip[15] ^= 0x55;
        assertThatThrownBy(() -> Frames.of(directory, gzip))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("some.pcap");
        Path file = Files.write(directory.resolve("no.gz"), new byte[] {0x1F, (byte) 0x8B, 9, 9});
        assertThatThrownBy(() -> new PcapFileSource(file, Replay.FULL_SPEED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.gz");
    }

    @Test
    void a_cut_last_record_is_no_error() throws IOException {
        for (byte[] whole : new byte[][] {pcap().toBytes(), pcapng().toBytes()}) {
            int frames = Frames.of(directory, whole).all.size();
            assertThat(frames).isGreaterThanOrEqualTo(2);
            for (int cut = 1; cut < 16; cut++) {
                byte[] less = Arrays.copyOf(whole, whole.length - cut);
                byte[] gzip = CaptureBytes.gzip(less);
                assertThat(Frames.of(directory, less).all).hasSizeBetween(frames - 1, frames);
                assertThat(Frames.of(directory, gzip).all).hasSizeBetween(frames - 1, frames);
                assertThat(Frames.of(directory, Arrays.copyOf(gzip, gzip.length - 1)).all)
                        .hasSizeBetween(frames - 1, frames);
            }
        }
    }

    @Test
    void any_byte_changed_or_cut_is_read_or_refused() throws IOException {
        Random random = new Random(42);
        int refused = 0;
        int read = 0;
        for (byte[] whole : new byte[][] {pcap().toBytes(), pcapng().toBytes()}) {
            for (int at = 0; at < whole.length; at++) {
                for (int value : new int[] {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)}) {
                    byte[] changed = whole.clone();
                    changed[at] = (byte) value;
                    if (survives(changed) && survives(CaptureBytes.gzip(changed))) {
                        read++;
                    } else {
                        refused++;
                    }
                }
                survives(Arrays.copyOf(whole, at));
            }
        }
        assertThat(read).isGreaterThan(500);
        assertThat(refused).isGreaterThan(200);
    }

    /** Whether it is read without complaint; anything thrown but an IOException that says where fails the test. */
    private boolean survives(byte[] content) {
        try {
            Frames.of(directory, content);
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("some.pcap");
            return false;
        }
    }

    @Test
    void mapped_and_streamed_agree() throws IOException {
        Random random = new Random(7);
        int frames = 0;
        for (int i = 0; i < 300; i++) {
            byte[] content = random.nextBoolean() ? pcap().toBytes() : pcapng().toBytes();
            content[random.nextInt(content.length)] = (byte) random.nextInt();
            String mapped = outcome(content);
            assertThat(outcome(CaptureBytes.gzip(content))).isEqualTo(mapped);
            frames += mapped.length();
        }
        assertThat(frames).isGreaterThan(1000);
    }

    private String outcome(byte[] content) {
        try {
            StringBuilder all = new StringBuilder();
            for (Frames.Seen seen : Frames.of(directory, content).all) {
                all.append(seen.atNanos()).append(' ').append(seen.original()).append(' ');
                all.append(Arrays.toString(seen.bytes())).append(seen.link()).append('\n');
            }
            return all.toString();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Two gigabytes of packets in two megabytes of gzip: read through, in the memory there is. */
    @Test
    void a_gzip_bomb_is_streamed() throws IOException {
        Path bomb = directory.resolve("bomb.pcap.gz");
        byte[] packets = new CaptureBytes(LITTLE_ENDIAN)
                .record(1, 0, 1 << 20, new byte[1 << 20])
                .toBytes();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb), 1 << 16)) {
            out.write(new CaptureBytes(LITTLE_ENDIAN).pcap(MICRO, 1).toBytes());
            for (int i = 0; i < 2048; i++) {
                out.write(packets);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(4 << 20);
        long[] frames = new long[1];
        FrameSink count = new FrameSink() {
            @Override
            public void frame(Frame frame) {
                frames[0] += 1 + frame.memory.get(ValueLayout.JAVA_BYTE, frame.offset);
                assertThat(frame.memory.byteSize()).isEqualTo(StreamedFeed.BUFFER_BYTES);
            }

            @Override
            public void tick(long atNanos) {
                frames[0] = -1;
            }
        };
        try (PcapFileSource source = new PcapFileSource(bomb, Replay.FULL_SPEED)) {
            while (source.poll(count, 100, 0) != FrameSource.FINISHED) {
                // Until the end
            }
        }
        assertThat(frames[0]).isEqualTo(2048);
    }

    @Test
    void a_stream_that_trickles() throws IOException {
        byte[] content = pcapng().toBytes();
        InputStream trickle = new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        InputStream both = new SequenceInputStream(trickle, InputStream.nullInputStream());
        CaptureFile file = new CaptureFile("trickle", new StreamedFeed(both), PcapLimits.DEFAULT);
        RecordReader reader = RecordReader.of(file);
        Frame frame = new Frame();
        int frames = 0;
        while (reader.next(frame)) {
            frames++;
        }
        assertThat(frames).isEqualTo(3);
    }
}
