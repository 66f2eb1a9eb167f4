package io.fieldwarden.agent;

import static io.fieldwarden.agent.Frames.ACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Packet;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.observation.ConnectionSeen.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes decide what is spoken, and what a session may do to the rest. */
class RecognitionTest {
    private final Tap tap = new Tap();

    @Test
    void maybe_waits_for_more() {
        tap.handshake();
        tap.clientSends("L");
        assertThat(tap.phases()).doesNotContain(Phase.RECOGNISED);
        tap.clientSends(":a\n");
        assertThat(tap.lines.told).containsExactly("> L:a");
    }

    @Test
    void both_sides_wait_and_nothing_is_lost() {
        tap.handshake();
        tap.serverSends("L");
        tap.clientSends("L:a\n");
        tap.serverSends(":b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "< L:b");
    }

    @Test
    void sure_comes_before_likely_in_any_order() {
        for (boolean before : new boolean[] {true, false}) {
            Lines likely = new Lines("likely", Recognition.LIKELY);
            Tap both = new Tap(likely, before);
            both.handshake();
            both.clientSends("L:a\n");
            assertThat(both.lines.told).containsExactly("> L:a");
            assertThat(likely.told).isEmpty();
        }
    }

    @Test
    void likely_waits_for_who_wants_to_see_more() {
        Lines hesitating = new Lines("hesitating", Recognition.MAYBE);
        Lines likely = new Lines("likely", Recognition.LIKELY);
        Tap both = new Tap(List.of(hesitating, likely));
        both.handshake();
        both.clientSends("L:a\n");
        assertThat(likely.told).isEmpty();
        for (int segment = 0; segment < 8; segment++) {
            both.clientSends("L:b\n");
        }
        assertThat(likely.told).startsWith("> L:a", "> L:b").hasSize(9);
        assertThat(hesitating.told).isEmpty();
    }

    @Test
    void likely_takes_a_datagram_at_once() {
        Lines hesitating = new Lines("hesitating", Recognition.MAYBE);
        Lines likely = new Lines("likely", Recognition.LIKELY);
        Tap both = new Tap(List.of(hesitating, likely));
        byte[] datagram = Frames.udp(40_000, 7_000, Frames.text("L:a\n"));
        both.ethernet(Packet.IPV4, Frames.ipv4(Tap.CLIENT, Tap.SERVER, Frames.UDP, datagram));
        assertThat(likely.told).containsExactly("> L:a");
    }

    @Test
    void nobody_knows_it() {
        tap.handshake();
        tap.clientSends("GET / HTTP/1.1\r\n\r\n");
        tap.serverSends("HTTP/1.1 200 OK\r\n\r\n");
        tap.clientSends("L:a\n");
        assertThat(tap.phases()).containsExactly(Phase.OPENED, Phase.ESTABLISHED);
        assertThat(tap.lines.told).isEmpty();
        assertThat(tap.decoding.bufferedBytes()).isZero();
    }

    @Test
    void one_side_is_known_the_other_was_not() {
        tap.handshake();
        tap.clientSends("garbage\n");
        tap.serverSends("L:a\n");
        tap.clientSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> gap 8", "< L:a", "> L:b");
    }

    @Test
    void middle_of_a_message_then_a_beginning() {
        tap.clientSends("the end of a message\n");
        tap.clientSends("L:a\n");
        assertThat(tap.lines.told).containsExactly("> gap 21", "> L:a");
    }

    @Test
    void recognised_after_a_gap() {
        tap.handshake();
        int lost = tap.clientNext();
        tap.server(tap.serverNext(), lost + 10, ACK, "");
        tap.client(lost + 10, tap.serverNext(), ACK, "rest of it\n");
        tap.client(lost + 21, tap.serverNext(), ACK, "L:a\n");
        assertThat(tap.lines.told).containsExactly("> gap 21", "> L:a");
    }

    @Test
    void malformed_ends_decoding_but_not_the_connection() {
        tap.handshake();
        tap.clientSends("L:a\nL:malformed\nL:b\n");
        tap.clientSends("L:c\n");
        tap.server(tap.serverNext(), 0, Frames.RST, "");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:malformed", "closed");
        assertThat(tap.phases()).endsWith(Phase.CLOSED);
        assertThat(tap.meter.report().failed()).isZero();
    }

    @Test
    void decoder_that_throws_is_retired_for_that_connection_only() {
        tap.handshake();
        tap.clientSends("L:throw\n");
        tap.clientSends("L:a\n");
        tap.server(tap.serverNext(), 0, Frames.RST, "");
        tap.startingAt(1, 1).handshake();
        tap.clientSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:throw", "> L:b");
        assertThat(tap.meter.report().failed()).isEqualTo(1);
    }

    @Test
    void decoder_that_claims_more_than_it_was_shown_is_retired() {
        tap.handshake();
        tap.clientSends("L:lie\n");
        tap.clientSends("L:a\n");
        assertThat(tap.lines.told).containsExactly("> L:lie");
        assertThat(tap.meter.report().failed()).isEqualTo(1);
    }

    @Test
    void decoder_that_throws_while_recognising() {
        tap.handshake();
        tap.clientSends("Too bad\n");
        tap.serverSends("L:a\n");
        assertThat(tap.lines.told).containsExactly("> gap 8", "< L:a");
        assertThat(tap.meter.report().failed()).isEqualTo(1);
    }

    @Test
    void session_is_told_that_time_passes_while_it_may_wait_for_an_answer() {
        tap.handshake();
        tap.clientSends("L:a\n");
        for (int second = 0; second < 10; second++) {
            tap.pass(1_000_000_000L);
        }
        assertThat(tap.lines.timesPassed).isBetween(9, 10);
        for (int minute = 0; minute < 10; minute++) {
            tap.pass(60_000_000_000L);
        }
        assertThat(tap.lines.timesPassed).isLessThan(14);
    }
}
