package io.fieldwarden.agent;

import static io.fieldwarden.agent.Frames.ACK;
import static io.fieldwarden.agent.Frames.FIN;
import static io.fieldwarden.agent.Frames.RST;
import static io.fieldwarden.agent.Frames.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** When a connection is opened, established, refused, closed and expired. */
class ConnectionPhasesTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Tap tap = new Tap();

    @Test
    void handshake_data_and_fin_both_ways() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.client(tap.clientNext(), tap.serverNext(), FIN | ACK, "");
        tap.server(tap.serverNext(), tap.clientNext() + 1, FIN | ACK, "");
        tap.client(tap.clientNext() + 1, tap.serverNext() + 1, ACK, "");
        tap.close();
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.ESTABLISHED, Phase.RECOGNISED, Phase.CLOSED);
        assertThat(tap.lines.told).containsExactly("> L:a", "closed");
        Connection connection = tap.connections().getFirst();
        assertThat(connection).hasToString("TCP 10.0.0.1:40000 > 10.0.0.2:7000");
        assertThat(connection.midstream()).isFalse();
        assertThat(connection.protocol()).isEqualTo("lines");
    }

    @Test
    void every_frame_answers_its_connection() {
        assertThat(tap.client(1, 0, SYN, "")).isEqualTo(1);
        assertThat(tap.server(9, 2, SYN | ACK, "")).isEqualTo(1);
        assertThat(tap.ethernet(0x88CC, new byte[40])).isEqualTo(2); // hardware addresses speak, too
        assertThat(tap.decoding.otherFrames()).isEqualTo(1);
        assertThat(tap.ethernet(0x0806, Frames.arp(1, Frames.MAC_A, Tap.CLIENT, Tap.SERVER)))
                .isZero();
    }

    @Test
    void syn_ack_comes_first() {
        tap.server(9, 2, SYN | ACK, "");
        tap.client(2, 10, ACK, "");
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.ESTABLISHED);
        assertThat(tap.connections().getFirst().originator().port()).isEqualTo(Tap.CLIENT_PORT);
        assertThat(tap.connections().getFirst().midstream()).isFalse();
    }

    @Test
    void reset_answers_the_syn() {
        tap.client(1, 0, SYN, "");
        tap.server(0, 2, RST | ACK, "");
        tap.client(1, 0, SYN, ""); // tries the same again
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.REFUSED);
    }

    @Test
    void reset_with_an_acknowledgement_of_something_else_refuses_nothing() {
        tap.client(1, 0, SYN, "");
        tap.server(0, 77_777, RST | ACK, "");
        assertThat(tap.phases()).containsExactly(Phase.OPENED);
        assertThat(tap.anomalies()).containsExactly("tcp:reset-outside-window");
    }

    @Test
    void reset_with_a_wrong_sequence_is_ignored() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.server(tap.serverNext() + 5_000, 0, RST, "");
        tap.clientSends("L:b\n");
        assertThat(tap.phases()).doesNotContain(Phase.CLOSED);
        assertThat(tap.anomalies()).containsExactly("tcp:reset-outside-window");
        tap.server(tap.serverNext(), 0, RST, "");
        assertThat(tap.phases()).endsWith(Phase.CLOSED);
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b", "closed");
    }

    @Test
    void nobody_answers_the_syn() {
        tap.client(1, 0, SYN, "");
        tap.client(1, 0, SYN, "");
        tap.pass(MINUTE);
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.EXPIRED);
        assertThat(tap.decoding.connections()).isZero();
    }

    @Test
    void port_is_used_again_after_the_end() {
        tap.handshake();
        tap.server(tap.serverNext(), 0, RST, "");
        tap.startingAt(70_000, 90_000).handshake();
        assertThat(tap.phases())
                .containsExactly(Phase.OPENED, Phase.ESTABLISHED, Phase.CLOSED, Phase.OPENED, Phase.ESTABLISHED);
    }

    @Test
    void port_is_used_again_by_a_restarted_client() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.startingAt(70_000, 90_000).handshake();
        tap.clientSends("L:b\n");
        assertThat(tap.connections()).hasSize(2);
        assertThat(tap.lines.told).containsExactly("> L:a", "closed", "> L:b");
    }

    @Test
    void forged_syn_into_a_connection_changes_nothing() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.client(123_456, 0, SYN, "");
        tap.server(tap.serverNext(), tap.clientNext(), ACK, ""); // the challenge of RFC 5961
        tap.clientSends("L:b\n");
        assertThat(tap.connections()).hasSize(1);
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
    }

    @Test
    void picked_up_in_the_middle_from_the_server() {
        tap.serverSends("L:a\n");
        tap.clientSends("L:b\n");
        Connection connection = tap.connections().getFirst();
        assertThat(connection.midstream()).isTrue();
        assertThat(connection.originator().port()).isEqualTo(Tap.CLIENT_PORT);
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.RECOGNISED, Phase.ESTABLISHED);
        assertThat(tap.lines.told).containsExactly("< L:a", "> L:b");
    }

    @Test
    void lone_reset_is_no_connection() {
        assertThat(tap.client(5, 0, RST, "")).isZero();
        assertThat(tap.phases()).isEmpty();
    }

    @Test
    void stragglers_after_the_end_open_nothing() {
        tap.handshake();
        tap.client(tap.clientNext(), 0, RST, "");
        tap.serverSends("L:late\n");
        assertThat(tap.connections()).hasSize(1);
    }

    @Test
    void flags_no_stack_sends() {
        for (int flags : new int[] {0, FIN, SYN | FIN, SYN | RST, FIN | Frames.PSH | 0x20}) {
            tap.client(1, 0, flags, "");
        }
        assertThat(tap.anomalies()).hasSize(5).containsOnly("tcp:flags-impossible");
        assertThat(tap.phases()).isEmpty();
    }

    @Test
    void fin_whose_bytes_before_were_lost() {
        tap.handshake();
        tap.clientSends("L:a\n");
        int lost = tap.clientNext();
        tap.client(lost + 10, tap.serverNext(), FIN | ACK, "");
        tap.server(tap.serverNext(), lost + 11, FIN | ACK, "");
        assertThat(tap.phases()).endsWith(Phase.CLOSED);
        assertThat(tap.lines.told).containsExactly("> L:a", "> gap 10", "closed");
    }

    @Test
    void datagrams_and_their_answer() {
        udp(Tap.CLIENT, Tap.SERVER, 40_000, 7_000, "L:a\n");
        udp(Tap.SERVER, Tap.CLIENT, 7_000, 40_000, "L:b\nL:c\n");
        tap.pass(MINUTE * 3);
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.RECOGNISED, Phase.ESTABLISHED, Phase.EXPIRED);
        assertThat(tap.lines.told).containsExactly("> L:a", "< L:b", "< L:c", "closed");
    }

    @Test
    void malformed_datagram_does_not_end_the_conversation() {
        udp(Tap.CLIENT, Tap.SERVER, 40_000, 7_000, "L:malformed\n");
        udp(Tap.CLIENT, Tap.SERVER, 40_000, 7_000, "L:a\n");
        assertThat(tap.lines.told).containsExactly("> L:malformed", "> L:a");
    }

    @Test
    void port_unreachable_refuses_the_datagram() {
        byte[] datagram =
                Frames.ipv4(Tap.CLIENT, Tap.SERVER, Frames.UDP, Frames.udp(40_000, 7_000, Frames.text("L:a\n")));
        tap.ethernet(Packet.IPV4, datagram);
        long id = tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.SERVER, Tap.CLIENT, 1, icmp(3, 3, datagram)));
        assertThat(id).isEqualTo(1);
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.RECOGNISED, Phase.REFUSED);
    }

    @Test
    void host_unreachable_by_a_router_refuses_the_syn() {
        tap.client(1, 0, SYN, "");
        byte[] segment = Frames.tcp((Tap.CLIENT_PORT << 16) | Tap.SERVER_PORT, 1, 0, SYN, new byte[0]);
        byte[] quoted = Frames.ipv4(Tap.CLIENT, Tap.SERVER, Frames.TCP, segment);
        tap.ethernet(Packet.IPV4, Frames.ipv4(0x0A0000FE, Tap.CLIENT, 1, icmp(3, 1, quoted)));
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.REFUSED);
        assertThat(tap.connections()).hasSize(1);
    }

    @Test
    void forged_unreachable_that_does_not_know_the_sequence_number() {
        tap.client(1, 0, SYN, "");
        byte[] segment = Frames.tcp((Tap.CLIENT_PORT << 16) | Tap.SERVER_PORT, 4_711, 0, SYN, new byte[0]);
        byte[] quoted = Frames.ipv4(Tap.CLIENT, Tap.SERVER, Frames.TCP, segment);
        tap.ethernet(Packet.IPV4, Frames.ipv4(0x0A0000FE, Tap.CLIENT, 1, icmp(3, 1, quoted)));
        assertThat(tap.phases()).containsExactly(Phase.OPENED);
    }

    @Test
    void port_unreachable_over_ipv6() {
        byte[] datagram = Frames.ipv6(1, 2, Frames.UDP, Frames.udp(40_000, 7_000, Frames.text("L:a\n")));
        tap.ethernet(Packet.IPV6, datagram);
        tap.ethernet(Packet.IPV6, Frames.ipv6(2, 1, 58, icmp(1, 4, datagram)));
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.RECOGNISED, Phase.REFUSED);
    }

    @Test
    void echo_and_reply_are_one_conversation() {
        tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, 1, icmp(8, 0, new byte[8])));
        tap.ethernet(Packet.IPV4, Frames.ipv4(Tap.SERVER, Tap.CLIENT, 1, icmp(0, 0, new byte[8])));
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.ESTABLISHED);
        assertThat(tap.connections().getFirst().transport()).isEqualTo(Transport.ICMP);
    }

    @Test
    void time_passes_once_a_second_and_never_back() {
        tap.client(1, 0, SYN, "");
        tap.pass(500_000_000L);
        assertThat(tap.timesPassed()).isEqualTo(1);
        tap.pass(500_000_000L);
        assertThat(tap.timesPassed()).isEqualTo(2);
        tap.atNanos -= MINUTE;
        tap.client(1, 0, SYN, "");
        assertThat(tap.timesPassed()).isEqualTo(2);
        assertThat(tap.told).isSortedAccordingTo((a, b) -> Long.compare(a.atNanos(), b.atNanos()));
        assertThat(tap.told.getFirst()).isInstanceOf(TimePassed.class);
    }

    private void udp(int source, int destination, int sourcePort, int destinationPort, String text) {
        byte[] datagram = Frames.udp(sourcePort, destinationPort, Frames.text(text));
        tap.ethernet(Packet.IPV4, Frames.ipv4(source, destination, Frames.UDP, datagram));
    }

    /** RFC 792: type, code, checksum, four bytes of no meaning here, the packet it is about. */
    private static byte[] icmp(int type, int code, byte[] about) {
        return Frames.fields()
                .put(1, type)
                .put(1, code)
                .put(2, 0)
                .put(4, 0)
                .put(about)
                .bytes();
    }
}
