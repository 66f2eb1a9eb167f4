package io.fieldwarden.agent;

import static io.fieldwarden.agent.Frames.ACK;
import static io.fieldwarden.agent.Frames.SYN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.ethernet.EthernetLimits;
import io.fieldwarden.agent.decode.ip.IpLimits;
import io.fieldwarden.agent.decode.tcp.TcpLimits;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.IdentitySeen;
import org.junit.jupiter.api.Test;

/** Each limit is reached once. */
class DecodeLimitsTest {
    private static final TcpLimits TCP = TcpLimits.DEFAULT;
    private static final TcpLimits.Reassembling KEPT = TCP.reassembling();

    @Test
    void connections_push_out_the_longest_idle_and_syns_push_out_syns() {
        Tap tap = tap(new TcpLimits(10, TCP.attendNanos(), TCP.lifetimes(), KEPT, TCP.recognising()));
        tap.handshake();
        for (int port = 1; port <= 100; port++) {
            byte[] syn = Frames.tcp((port << 16) | 502, port, 0, SYN, new byte[0]);
            tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, Frames.TCP, syn));
        }
        assertThat(tap.decoding.connections()).isEqualTo(10);
        assertThat(tap.meter.report().dropped()).isEqualTo(91);
        tap.clientSends("L:still there\n");
        assertThat(tap.lines.told).containsExactly("> L:still there");
    }

    @Test
    void many_connections_are_all_found_again() {
        Tap tap = new Tap();
        for (int round = 0; round < 2; round++) {
            for (int host = 0; host < 20_000; host++) {
                byte[] datagram = Frames.udp(1_000 + (host & 7), 7_000, new byte[0]);
                tap.atNanos -= 999_000; // ten thousand a second
                tap.ethernet(Packet.IPV4, Frames.ipv4(0x0B000000 + host, Tap.SERVER, Frames.UDP, datagram));
            }
        }
        assertThat(tap.connections()).hasSize(20_000);
        tap.pass(10 * 60_000_000_000L);
        assertThat(tap.decoding.connections()).isZero();
        assertThat(tap.phases().stream().filter(Phase.EXPIRED::equals)).hasSize(20_000);
    }

    @Test
    void segments_out_of_order() {
        Tap tap = tap(with(4, KEPT.heldBytesMax(), KEPT.heldBytesTotalMax(), KEPT.messageBytesMax(), 1 << 20));
        holes(tap);
    }

    @Test
    void bytes_out_of_order() {
        Tap tap = tap(with(KEPT.segmentsMax(), 18, KEPT.heldBytesTotalMax(), KEPT.messageBytesMax(), 1 << 20));
        holes(tap);
    }

    @Test
    void bytes_out_of_order_of_all_connections() {
        Tap tap = tap(with(KEPT.segmentsMax(), KEPT.heldBytesMax(), 18, KEPT.messageBytesMax(), 1 << 20));
        holes(tap);
    }

    private static void holes(Tap tap) {
        tap.handshake();
        tap.clientSends("L:a\n");
        int lost = tap.clientNext();
        for (int segment = 0; segment < 6; segment++) {
            tap.client(lost + 4 + segment * 4, tap.serverNext(), ACK, "L:" + segment + "\n");
            assertThat(tap.decoding.bufferedBytes()).isLessThanOrEqualTo(18);
        }
        assertThat(tap.lines.told).containsSubsequence("> L:a", "> gap 4", "> L:0", "> L:5");
        assertThat(tap.meter.report().dropped()).isEqualTo(1);
    }

    @Test
    void message_that_is_too_long_is_skipped() {
        Tap tap = tap(with(64, KEPT.heldBytesMax(), KEPT.heldBytesTotalMax(), 100, 1 << 20));
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.clientSends("L:" + "x".repeat(200));
        tap.clientSends("L:b\n");
        assertThat(tap.anomalies()).containsExactly("tcp:message-over-limit");
        assertThat(tap.lines.told).startsWith("> L:a", "> gap 203");
        assertThat(tap.decoding.bufferedBytes()).isZero();
    }

    @Test
    void message_that_says_it_will_be_too_long_is_skipped_without_keeping_it() {
        Tap tap = new Tap();
        tap.handshake();
        tap.clientSends("L:need 256 MiB");
        assertThat(tap.lines.told).containsExactly("> gap " + ((1 << 28) + 14));
        assertThat(tap.decoding.bufferedBytes()).isZero();
        tap.clientSends("L:still inside of it\n");
        assertThat(tap.lines.told).hasSize(1);
    }

    @Test
    void messages_of_all_connections_together() {
        Tap tap = tap(with(64, KEPT.heldBytesMax(), KEPT.heldBytesTotalMax(), 100, 64));
        tap.handshake();
        tap.clientSends("L:" + "x".repeat(60));
        assertThat(tap.anomalies()).isEmpty();
        tap.serverSends("L:" + "y".repeat(60));
        assertThat(tap.anomalies()).containsExactly("tcp:message-over-limit");
        assertThat(tap.decoding.bufferedBytes()).isLessThanOrEqualTo(64);
    }

    @Test
    void recognition_gives_up() {
        TcpLimits.Recognising little = new TcpLimits.Recognising(512, 1, 2);
        Tap tap = tap(new TcpLimits(10, TCP.attendNanos(), TCP.lifetimes(), KEPT, little));
        tap.handshake();
        tap.clientSends("L"); // maybe, but one segment is all there is
        tap.clientSends(":a\n");
        assertThat(tap.lines.told).isEmpty();
        assertThat(tap.phases()).doesNotContain(Phase.RECOGNISED);
    }

    @Test
    void fragments_and_their_memory() {
        IpLimits few = new IpLimits(8, 4, 3, 1 << 20, 1_024, 30_000_000_000L);
        Tap tap = new Tap(new DecodeLimits(EthernetLimits.DEFAULT, few, TCP, 100));
        for (int datagram = 0; datagram < 10; datagram++) {
            tap.ethernet(Packet.IPV4, Frames.ipv4(1, 2, 17, (datagram << 16) | 0x2000, new byte[8]));
        }
        assertThat(tap.anomalies()).hasSize(7).containsOnly("ip:fragments-incomplete");
        assertThat(tap.meter.report().dropped()).isEqualTo(7);
    }

    @Test
    void fragments_of_one_datagram() {
        IpLimits few = new IpLimits(8, 4, 100, 1 << 20, 4, 30_000_000_000L);
        Tap tap = new Tap(new DecodeLimits(EthernetLimits.DEFAULT, few, TCP, 100));
        for (int fragment = 0; fragment < 4; fragment++) {
            tap.ethernet(Packet.IPV4, Frames.ipv4(1, 2, 17, (1 << 16) | 0x2000 | fragment, new byte[8]));
        }
        assertThat(tap.anomalies()).containsExactly("ip:fragments-incomplete");
        assertThat(tap.decoding.bufferedBytes()).isZero();
    }

    @Test
    void arp_bindings_are_forgotten_and_those_in_use_are_not() {
        Tap tap = new Tap(new DecodeLimits(new EthernetLimits(4, 100), IpLimits.DEFAULT, TCP, 100));
        for (int host = 1; host <= 1_000; host++) {
            tap.ethernet(0x0806, Frames.arp(1, Frames.MAC_A, 0x0A010000 + host, 1));
            tap.ethernet(0x0806, Frames.arp(1, Frames.MAC_A, 0x0A000001, 1));
        }
        long identities =
                tap.told.stream().filter(IdentitySeen.class::isInstance).count();
        assertThat(identities).isEqualTo(1_001);
    }

    @Test
    void anomalies_of_one_kind_in_one_second() {
        Tap tap = new Tap(new DecodeLimits(EthernetLimits.DEFAULT, IpLimits.DEFAULT, TCP, 5));
        tap.atNanos = 1_000_000_000L;
        for (int frame = 0; frame < 50; frame++) {
            tap.ethernet(Packet.IPV4, new byte[30]);
        }
        assertThat(tap.anomalies()).hasSize(5);
        assertThat(tap.meter.report().dropped()).isEqualTo(45);
        tap.pass(1_000_000_000L);
        tap.ethernet(Packet.IPV4, new byte[30]);
        assertThat(tap.anomalies()).hasSize(6);
    }

    @Test
    void limits_say_what_they_expect() {
        assertThatThrownBy(() -> new EthernetLimits(0, 10)).hasMessage("tagsMax is 0, expected 1 to 16");
        assertThatThrownBy(() -> new IpLimits(8, 4, 0, 1 << 20, 4, 1)).hasMessageContaining("datagramsMax is 0");
        assertThatThrownBy(() -> new TcpLimits(0, 1, TCP.lifetimes(), KEPT, TCP.recognising()))
                .hasMessage("connectionsMax is 0, expected at least 1");
    }

    private static Tap tap(TcpLimits limits) {
        return new Tap(new DecodeLimits(EthernetLimits.DEFAULT, IpLimits.DEFAULT, limits, 100));
    }

    private static TcpLimits with(int segments, int held, int heldTotal, int message, int messageTotal) {
        TcpLimits.Reassembling reassembling = new TcpLimits.Reassembling(
                segments, held, heldTotal, KEPT.windowBytesMax(), KEPT.holeNanosMax(), message, messageTotal);
        return new TcpLimits(1_000, TCP.attendNanos(), TCP.lifetimes(), reassembling, TCP.recognising());
    }
}
