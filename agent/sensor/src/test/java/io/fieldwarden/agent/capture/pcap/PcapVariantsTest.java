package io.fieldwarden.agent.capture.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.capture.Frame;
import io.fieldwarden.agent.capture.LinkType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapVariantsTest {
    private static final int MICRO = 0xA1B2C3D4;
    private static final int NANO = 0xA1B23C4D;
    private static final byte[] DATA = {1, 2, 3, 4, 5, 6, 7};

    @TempDir
    Path directory;

    static Stream<Arguments> pcapVariants() {
        return Stream.of(LITTLE_ENDIAN, BIG_ENDIAN)
                .flatMap(order -> Stream.of(MICRO, NANO)
                        .flatMap(magic -> Stream.of(false, true).map(gzip -> Arguments.of(order, magic, gzip))));
    }

    @ParameterizedTest
    @MethodSource("pcapVariants")
    void pcap_in_either_order_resolution_and_compressed(ByteOrder order, int magic, boolean gzip) throws IOException {
        byte[] plain = new CaptureBytes(order)
                .pcap(magic, 1)
                .record(1_700_000_000L, 123_456, 60, DATA)
                .record(4_294_967_295L, 999_999, 7, DATA)
                .toBytes();
        Frames frames = Frames.of(directory, gzip ? CaptureBytes.gzip(plain) : plain);

        assertThat(frames.all).hasSize(2);
        Frames.Seen first = frames.all.getFirst();
        assertThat(first.bytes()).isEqualTo(DATA);
        assertThat(first.original()).isEqualTo(60);
        assertThat(first.link()).isEqualTo(LinkType.ETHERNET);
        assertThat(first.atNanos()).isEqualTo(1_700_000_000_000_000_000L + (magic == NANO ? 123_456 : 123_456_000));
        assertThat(frames.all.get(1).atNanos()).isGreaterThan(4_294_967_295_000_000_000L);
    }

    @ParameterizedTest
    @EnumSource(LinkType.class)
    void every_link_type_in_pcap_and_pcapng(LinkType link) throws IOException {
        byte[] pcap = new CaptureBytes(LITTLE_ENDIAN)
                .pcap(MICRO, link.number())
                .record(1, 2, 7, DATA)
                .toBytes();
        byte[] pcapng = new CaptureBytes(BIG_ENDIAN)
                .section()
                .networkInterface(link.number(), 0)
                .enhanced(0, 1, 7, DATA)
                .toBytes();
        assertThat(Frames.of(directory, pcap).all).singleElement().returns(link, Frames.Seen::link);
        assertThat(Frames.of(directory, pcapng).all).singleElement().returns(link, Frames.Seen::link);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14})
    void raw_ip_as_other_systems_number_it(int number) throws IOException {
        byte[] pcap = new CaptureBytes(LITTLE_ENDIAN)
                .pcap(MICRO, number)
                .record(1, 2, 7, DATA)
                .toBytes();
        assertThat(Frames.of(directory, pcap).all).singleElement().returns(LinkType.RAW, Frames.Seen::link);
    }

    @Test
    void link_type_beside_a_frame_check_length() throws IOException {
        byte[] pcap = new CaptureBytes(LITTLE_ENDIAN)
                .pcap(MICRO, 0x3000_0001)
                .record(1, 2, 7, DATA)
                .toBytes();
        assertThat(Frames.of(directory, pcap).all).singleElement().returns(LinkType.ETHERNET, Frames.Seen::link);
    }

    @Test
    void record_headers_of_patched_libpcaps() throws IOException {
        byte[] pcap = new CaptureBytes(LITTLE_ENDIAN)
                .pcap(0xA1B2CD34, 1)
                .u32(5)
                .u32(6)
                .u32(7)
                .u32(7)
                .raw(new byte[8])
                .raw(DATA)
                .toBytes();
        assertThat(Frames.of(directory, pcap).all).singleElement().returns(5_000_006_000L, Frames.Seen::atNanos);
    }

    @Test
    void a_header_and_no_packet() throws IOException {
        assertThat(Frames.of(
                                directory,
                                new CaptureBytes(LITTLE_ENDIAN).pcap(MICRO, 1).toBytes())
                        .all)
                .isEmpty();
        assertThat(Frames.of(
                                directory,
                                new CaptureBytes(LITTLE_ENDIAN).section().toBytes())
                        .all)
                .isEmpty();
    }

    @Test
    void frames_of_unknown_link_types_are_counted() throws IOException {
        byte[] pcapng = new CaptureBytes(LITTLE_ENDIAN)
                .section()
                .networkInterface(7, 0)
                .networkInterface(1, 0)
                .enhanced(0, 1, 7, DATA)
                .enhanced(1, 1, 7, DATA)
                .enhanced(0, 1, 7, DATA)
                .toBytes();
        Path file = Files.write(directory.resolve("arcnet.pcapng"), pcapng);
        try (PcapFileSource source = new PcapFileSource(file, Replay.FULL_SPEED)) {
            assertThat(new Frames().drain(source).all).hasSize(1);
            assertThat(source.dropped()).isEqualTo(2);
            assertThat(source.name()).isEqualTo("arcnet.pcapng");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sections_interfaces_and_every_packet_block(boolean gzip) throws IOException {
        byte[] nano = {0, 9, 0, 1, 9, 0, 0, 0, 0, 14, 0, 8, 0, 0, 0, 0, 0, 0, 0, 100, 0, 0, 0, 0};
        byte[] binary = {9, 0, 1, 0, (byte) 0x8A, 0, 0, 0};
        CaptureBytes big = new CaptureBytes(BIG_ENDIAN)
                .section()
                .networkInterface(1, 0, nano)
                .block(0x0BAD, new CaptureBytes(BIG_ENDIAN).raw(new byte[50]))
                .networkInterface(101, 4)
                .enhanced(0, 5_000_000_007L, 60, DATA)
                .old(1, 1_000_001, DATA);
        CaptureBytes little = new CaptureBytes(LITTLE_ENDIAN)
                .section()
                .networkInterface(228, 4, binary)
                .enhanced(0, 1024 + 512, 7, DATA)
                .simple(7, DATA[0], DATA[1], DATA[2], DATA[3]);
        byte[] both = concat(big.toBytes(), little.toBytes());
        Frames frames = Frames.of(directory, gzip ? CaptureBytes.gzip(both) : both);

        assertThat(frames.all).hasSize(4);
        assertThat(frames.all)
                .extracting(Frames.Seen::link)
                .containsExactly(LinkType.ETHERNET, LinkType.RAW, LinkType.IPV4, LinkType.IPV4);
        assertThat(frames.all)
                .extracting(Frames.Seen::atNanos)
                .containsExactly(105_000_000_007L, 1_000_001_000L, 1_500_000_000L, 1_500_000_000L);
        assertThat(frames.all).extracting(Frames.Seen::networkInterface).containsExactly(0, 1, 0, 0);
        assertThat(frames.all.get(0).original()).isEqualTo(60);
        assertThat(frames.all.get(2).bytes()).isEqualTo(DATA);
        assertThat(frames.all.get(3).bytes()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_frame_longer_than_any_is_cut_and_the_next_one_found() throws IOException {
        byte[] huge = new byte[3 * Frame.BYTES_MAX];
        byte[] plain = new CaptureBytes(LITTLE_ENDIAN)
                .pcap(MICRO, 1)
                .record(1, 0, huge.length, huge)
                .record(2, 0, 7, DATA)
                .toBytes();
        for (byte[] content : new byte[][] {plain, CaptureBytes.gzip(plain)}) {
            Frames frames = Frames.of(directory, content);
            assertThat(frames.all).hasSize(2);
            assertThat(frames.all.get(0).bytes()).hasSize(Frame.BYTES_MAX);
            assertThat(frames.all.get(0).original()).isEqualTo(huge.length);
            assertThat(frames.all.get(1).bytes()).isEqualTo(DATA);
        }
    }

    @Test
    void gzip_files_glued_together() throws IOException {
        byte[] first = new CaptureBytes(LITTLE_ENDIAN)
                .pcap(MICRO, 1)
                .record(1, 0, 7, DATA)
                .toBytes();
        byte[] second = new CaptureBytes(LITTLE_ENDIAN).record(2, 0, 7, DATA).toBytes();
        byte[] glued = concat(CaptureBytes.gzip(first), CaptureBytes.gzip(second));
        assertThat(Frames.of(directory, glued).all).hasSize(2);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
