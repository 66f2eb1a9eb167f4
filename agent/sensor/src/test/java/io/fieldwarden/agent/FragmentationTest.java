package io.fieldwarden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Datagrams in fragments, honest and hostile. */
class FragmentationTest {
    private static final int MORE = 0x2000;
    private static final byte[] DATAGRAM =
            Frames.udp(40_000, 7_000, Frames.text("L:0123456789abcdefghijklmnopqrstuv\n"));

    private final Tap tap = new Tap();

    @Test
    void fragmentation_1_in_2() {
        ipv4(1, 0, 16, DATAGRAM);
        assertThat(tap.lines.told).isEmpty();
        ipv4(1, 16, DATAGRAM.length, DATAGRAM);
        whole();
    }

    @Test
    void last_fragment_comes_first() {
        ipv4(1, 16, DATAGRAM.length, DATAGRAM);
        ipv4(1, 8, 16, DATAGRAM);
        ipv4(1, 0, 8, DATAGRAM);
        whole();
    }

    @Test
    void fragment_comes_twice() {
        ipv4(1, 0, 16, DATAGRAM);
        ipv4(1, 0, 16, DATAGRAM);
        ipv4(1, 16, DATAGRAM.length, DATAGRAM);
        whole();
    }

    @Test
    void fragments_of_two_datagrams_mixed() {
        ipv4(1, 0, 16, DATAGRAM);
        ipv4(2, 0, 16, DATAGRAM);
        ipv4(2, 16, DATAGRAM.length, DATAGRAM);
        ipv4(1, 16, DATAGRAM.length, DATAGRAM);
        assertThat(tap.lines.told).hasSize(2);
    }

    @Test
    void overlap_keeps_what_came_first() {
        byte[] other = DATAGRAM.clone();
        Arrays.fill(other, 16, other.length - 1, (byte) 'X');
        ipv4(1, 0, 24, DATAGRAM);
        ipv4(1, 16, DATAGRAM.length, other);
        assertThat(tap.anomalies()).containsExactly("ip:fragment-overlap");
        assertThat(tap.lines.told).containsExactly("> L:0123456789abcdXXXXXXXXXXXXXXXXXX");
    }

    @Test
    void teardrop_inside_of_the_first() {
        ipv4(1, 0, 32, DATAGRAM);
        ipv4(1, 8, 16, DATAGRAM); // ends before the first does
        assertThat(tap.lines.told).isEmpty();
        ipv4(1, 32, DATAGRAM.length, DATAGRAM);
        assertThat(tap.lines.told).hasSize(1);
        assertThat(tap.meter.report().failed()).isZero();
    }

    @Test
    void ping_of_death() {
        tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, 1, (7 << 16) | 0x1FFF, new byte[64]));
        assertThat(tap.anomalies()).containsExactly("ip:fragment-over-64k");
    }

    @Test
    void length_that_is_no_multiple_of_eight() {
        tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, 17, (7 << 16) | MORE, new byte[13]));
        tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, 17, (7 << 16) | MORE, new byte[0]));
        assertThat(tap.anomalies()).containsExactly("ip:fragment-length", "ip:fragment-length");
    }

    @Test
    void two_ends() {
        ipv4(1, 16, DATAGRAM.length, DATAGRAM);
        tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, 17, (1 << 16) | 3, new byte[8]));
        assertThat(tap.anomalies()).containsExactly("ip:fragment-end-conflict");
        assertThat(tap.decoding.bufferedBytes()).isZero();
    }

    @Test
    void rest_never_comes() {
        ipv4(1, 0, 16, DATAGRAM);
        assertThat(tap.decoding.bufferedBytes()).isPositive();
        tap.pass(DecodeLimits.DEFAULT.ip().fragmentAgeNanosMax() + 1);
        assertThat(tap.anomalies()).containsExactly("ip:fragments-incomplete");
        assertThat(tap.decoding.bufferedBytes()).isZero();
        assertThat(tap.meter.report().dropped()).isEqualTo(1);
    }

    @Test
    void ipv6_fragments() {
        ipv6(1, 16, DATAGRAM.length);
        ipv6(1, 0, 16);
        whole();
        assertThat(tap.connections().getFirst()).hasToString("UDP [fd00::1]:40000 > [fd00::2]:7000");
    }

    @Test
    void ipv6_overlap_discards_the_datagram() {
        ipv6(1, 0, 24);
        ipv6(1, 16, DATAGRAM.length);
        assertThat(tap.anomalies()).containsExactly("ip:fragment-overlap");
        assertThat(tap.lines.told).isEmpty();
        assertThat(tap.decoding.bufferedBytes()).isZero();
    }

    @Test
    void ipv6_fragment_that_is_the_whole() {
        ipv6(1, 0, 16);
        byte[] atomic = Frames.fields()
                .put(1, 17)
                .put(1, 0)
                .put(2, 0)
                .put(4, 1)
                .put(DATAGRAM)
                .bytes();
        tap.ethernet(Packet.IPV6, Frames.ipv6(1, 2, 44, atomic));
        whole();
    }

    @Test
    void random_fragments_in_any_order_equal_the_datagram() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Tap one = new Tap();
            String text = "L:" + "y".repeat(random.nextInt(3_000)) + "\n";
            byte[] datagram = Frames.udp(40_000, 7_000, Frames.text(text));
            List<int[]> pieces = new ArrayList<>();
            for (int at = 0; at < datagram.length; ) {
                int end = Math.min(datagram.length, at + 8 * (1 + random.nextInt(40)));
                pieces.add(new int[] {at, end});
                at = end;
            }
            Collections.shuffle(pieces, random);
            for (int[] piece : pieces) {
                fragment(one, seed, piece[0], piece[1], datagram);
            }
            assertThat(one.lines.told).as("seed %d", seed).containsExactly("> " + text.strip());
            assertThat(one.decoding.bufferedBytes()).isZero();
        }
    }

    @Test
    void any_garbage_in_fragment_fields_is_survived_within_the_limits() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            int fragment = random.nextInt();
            byte[] payload = new byte[random.nextInt(64) * (random.nextBoolean() ? 8 : 1)];
            tap.ethernet(Packet.IPV4, Frames.ipv4(random.nextInt(4), Tap.SERVER, 17, fragment, payload));
            assertThat(tap.decoding.bufferedBytes())
                    .isLessThanOrEqualTo(DecodeLimits.DEFAULT.ip().fragmentBytesMax());
        }
        assertThat(tap.meter.report().failed()).isZero();
        assertThat(tap.meter.report().dropped()).isPositive();
    }

    private void whole() {
        assertThat(tap.lines.told).containsExactly("> L:0123456789abcdefghijklmnopqrstuv");
        assertThat(tap.anomalies()).isEmpty();
        assertThat(tap.connections()).hasSize(1);
    }

    private void ipv4(int identification, int start, int end, byte[] datagram) {
        fragment(tap, identification, start, end, datagram);
    }

    private static void fragment(Tap tap, int identification, int start, int end, byte[] datagram) {
        int flags = (end < datagram.length ? MORE : 0) | (start / 8);
        byte[] part = Arrays.copyOfRange(datagram, start, end);
        tap.ethernet(
                Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, Frames.UDP, (identification << 16) | flags, part));
    }

    /** RFC 8200, 4.5: next header, reserved, offset with the flag for more, identification. */
    private void ipv6(int identification, int start, int end) {
        byte[] part = Frames.fields()
                .put(1, Frames.UDP)
                .put(1, 0)
                .put(2, start | (end < DATAGRAM.length ? 1 : 0))
                .put(4, identification)
                .put(Arrays.copyOfRange(DATAGRAM, start, end))
                .bytes();
        tap.ethernet(Packet.IPV6, Frames.ipv6(1, 2, 44, part));
    }
}
