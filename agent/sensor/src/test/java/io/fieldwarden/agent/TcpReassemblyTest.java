package io.fieldwarden.agent;

import static io.fieldwarden.agent.Frames.ACK;
import static io.fieldwarden.agent.Frames.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What sessions see of a stream, however its segments arrive. */
class TcpReassemblyTest {
    private final Tap tap = new Tap();

    @Test
    void one_message_in_one_segment() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.serverSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "< L:b");
        assertThat(tap.anomalies()).isEmpty();
    }

    @Test
    void two_messages_in_one_segment() {
        tap.handshake();
        tap.clientSends("L:a\nL:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
    }

    @Test
    void one_message_in_a_segment_per_byte() {
        tap.handshake();
        for (char letter : "L:abc\nL:d\n".toCharArray()) {
            tap.clientSends(String.valueOf(letter));
        }
        assertThat(tap.lines.told).containsExactly("> L:abc", "> L:d");
        assertThat(tap.decoding.bufferedBytes()).isZero();
    }

    @Test
    void half_a_message_then_the_rest_and_another() {
        tap.handshake();
        tap.clientSends("L:a\nL:b");
        tap.clientSends("c\nL:d\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:bc", "> L:d");
    }

    @Test
    void segments_swapped() {
        tap.handshake();
        int next = tap.clientNext();
        tap.client(next + 4, tap.serverNext(), ACK, "L:b\n");
        assertThat(tap.lines.told).isEmpty();
        tap.client(next, tap.serverNext(), ACK, "L:a\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
        assertThat(tap.decoding.bufferedBytes()).isZero();
    }

    @Test
    void segment_sent_again() {
        tap.handshake();
        int next = tap.clientNext();
        tap.clientSends("L:a\n");
        tap.client(next, tap.serverNext(), ACK, "L:a\n");
        tap.clientSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
        assertThat(tap.anomalies()).isEmpty();
    }

    @Test
    void segment_sent_again_with_more() {
        tap.handshake();
        int next = tap.clientNext();
        tap.clientSends("L:a\n");
        tap.client(next, tap.serverNext(), ACK, "L:a\nL:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
    }

    @Test
    void delivered_segment_sent_again_with_other_content() {
        tap.handshake();
        tap.clientSends("L:a\n");
        int next = tap.serverNext();
        tap.serverSends("L:forged\n");
        tap.server(next, tap.clientNext(), ACK, "L:honest\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "< L:forged");
        assertThat(tap.anomalies()).containsExactly("tcp:overlap-differs");
    }

    @Test
    void held_segment_overlapped_with_other_content_keeps_the_first() {
        tap.handshake();
        int next = tap.clientNext();
        tap.client(next + 4, tap.serverNext(), ACK, "L:b\n");
        tap.client(next, tap.serverNext(), ACK, "L:a\nL:X\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
        assertThat(tap.anomalies()).containsExactly("tcp:overlap-differs");
    }

    @Test
    void sequence_numbers_wrap() {
        tap.startingAt(-3, Integer.MAX_VALUE - 1).handshake();
        tap.clientSends("L:abcdef\n");
        tap.serverSends("L:ghi\n");
        tap.clientSends("L:j\n");
        assertThat(tap.lines.told).containsExactly("> L:abcdef", "< L:ghi", "> L:j");
    }

    @Test
    void sequence_numbers_wrap_out_of_order() {
        tap.startingAt(-5, 1).handshake();
        int next = tap.clientNext();
        tap.client(next + 4, tap.serverNext(), ACK, "L:b\n");
        tap.client(next, tap.serverNext(), ACK, "L:a\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
    }

    @Test
    void keep_alive_with_a_byte_of_garbage() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.client(tap.clientNext() - 1, tap.serverNext(), ACK, "x");
        tap.client(tap.clientNext() - 1, tap.serverNext(), ACK, "");
        tap.clientSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
        assertThat(tap.anomalies()).isEmpty();
    }

    @Test
    void zero_window_probe_with_the_next_byte() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.client(tap.clientNext(), tap.serverNext(), ACK, "L");
        tap.server(tap.serverNext(), tap.clientNext(), ACK, "");
        tap.clientSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
    }

    @Test
    void lost_segment_that_was_acknowledged_is_a_gap() {
        tap.handshake();
        tap.clientSends("L:a\n");
        int lost = tap.clientNext();
        tap.server(tap.serverNext(), lost + 8, ACK, "");
        tap.client(lost + 4, tap.serverNext(), ACK, "L:c\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> gap 4", "> L:c");
        assertThat(tap.anomalies()).containsExactly("tcp:bytes-missing");
    }

    @Test
    void held_segment_is_shown_when_the_hole_is_acknowledged() {
        tap.handshake();
        tap.clientSends("L:a\n");
        int lost = tap.clientNext();
        tap.client(lost + 4, tap.serverNext(), ACK, "L:c\n");
        tap.server(tap.serverNext(), lost + 8, ACK, "");
        assertThat(tap.lines.told).containsExactly("> L:a", "> gap 4", "> L:c");
    }

    @Test
    void hole_nobody_acknowledges_is_given_up_after_a_while() {
        tap.handshake();
        tap.clientSends("L:a\n");
        int lost = tap.clientNext();
        tap.client(lost + 4, tap.serverNext(), ACK, "L:c\n");
        tap.pass(DecodeLimits.DEFAULT.tcp().reassembling().holeNanosMax() + 1);
        assertThat(tap.lines.told).containsExactly("> L:a");
        tap.client(lost + 8, tap.serverNext(), ACK, "L:d\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> gap 4", "> L:c", "> L:d");
    }

    @Test
    void swapped_after_a_long_silence_is_not_a_gap() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.pass(60_000_000_000L);
        int next = tap.clientNext();
        tap.client(next + 4, tap.serverNext(), ACK, "L:c\n");
        tap.client(next, tap.serverNext(), ACK, "L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b", "> L:c");
    }

    @Test
    void snap_length_cuts_a_segment() {
        tap.handshake();
        tap.snapLength = 14 + 20 + 20 + 4;
        tap.clientSends("L:a\nL:cut away\n");
        tap.clientSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> gap 11", "> L:b");
    }

    @Test
    void segment_far_outside_of_the_window_is_ignored() {
        tap.handshake();
        tap.clientSends("L:a\n");
        tap.client(tap.clientNext() + 1_000_000_000, tap.serverNext(), ACK, "L:x\n");
        tap.clientSends("L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
        assertThat(tap.anomalies()).containsExactly("tcp:outside-window");
    }

    @Test
    void stream_that_goes_on_outside_of_the_window_is_followed() {
        tap.handshake();
        tap.clientSends("L:a\n");
        int far = tap.clientNext() + 1_000_000_000;
        for (int segment = 0; segment < 4; segment++) {
            tap.client(far + 4 * segment, tap.serverNext(), ACK, "L:" + segment + "\n");
        }
        assertThat(tap.lines.told).containsExactly("> L:a", "> gap 1000000008", "> L:2", "> L:3");
    }

    @Test
    void data_in_the_syn() {
        tap.client(99, 0, SYN, "L:a\n");
        tap.client(104, 0, ACK, "L:b\n");
        assertThat(tap.lines.told).containsExactly("> L:a", "> L:b");
    }

    @Test
    void shuffled_duplicated_overlapping_segments_equal_the_stream() {
        for (int seed = 0; seed < 300; seed++) {
            Tap one = new Tap();
            Random random = new Random(seed);
            one.startingAt(random.nextInt(), 1).handshake();
            String stream = stream(random, 40);
            List<int[]> pieces = pieces(random, stream.length());
            shuffleNearby(random, pieces);
            int base = one.clientNext();
            for (int[] piece : pieces) {
                one.client(base + piece[0], one.serverNext(), ACK, stream.substring(piece[0], piece[1]));
            }
            one.close();
            assertThat(one.lines.told).as("seed %d", seed).containsExactlyElementsOf(expected(stream));
            assertThat(one.anomalies()).as("seed %d", seed).isEmpty();
            assertThat(one.decoding.bufferedBytes()).isZero();
            assertThat(one.meter.report().failed()).isZero();
        }
    }

    @Test
    void lost_segments_leave_only_lines_of_the_stream_and_account_for_every_byte() {
        for (int seed = 0; seed < 300; seed++) {
            Tap one = new Tap();
            Random random = new Random(seed);
            one.handshake();
            int base = one.clientNext();
            int sent = 0;
            int lost = 0;
            one.client(base, one.serverNext(), ACK, "L:first\n");
            for (int segment = 0; segment < 60; segment++) {
                String text = "L:" + segment + "\n";
                if (random.nextInt(5) == 0) {
                    lost += text.length();
                } else {
                    one.client(base + 8 + sent, one.serverNext(), ACK, text);
                }
                sent += text.length();
                one.server(one.serverNext(), base + 8 + sent, ACK, "");
            }
            one.client(base + 8 + sent, one.serverNext(), ACK, "L:last\n");
            one.close();
            int told = one.lines.told.stream()
                    .filter(line -> line.startsWith("> gap "))
                    .mapToInt(line -> Integer.parseInt(line.substring(6)))
                    .sum();
            assertThat(told).as("seed %d", seed).isEqualTo(lost);
            assertThat(one.lines.told).contains("> L:first", "> L:last").endsWith("closed");
        }
    }

    private static String stream(Random random, int lines) {
        StringBuilder stream = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            stream.append("L:")
                    .append(line)
                    .append("x".repeat(random.nextInt(30)))
                    .append('\n');
        }
        return stream.toString();
    }

    private static List<String> expected(String stream) {
        List<String> lines = new ArrayList<>();
        stream.lines().forEach(line -> lines.add("> " + line));
        lines.add("closed");
        return lines;
    }

    /** Covers {@code length}, some pieces twice, some reaching into their neighbours. */
    private static List<int[]> pieces(Random random, int length) {
        List<int[]> pieces = new ArrayList<>();
        int at = 0;
        while (at < length) {
            int end = Math.min(length, at + 1 + random.nextInt(25));
            pieces.add(new int[] {Math.max(0, at - random.nextInt(6)), Math.min(length, end + random.nextInt(6))});
            if (random.nextInt(4) == 0) {
                pieces.add(new int[] {at, end});
            }
            at = end;
        }
        return pieces;
    }

    /** Out of order, but within what the limits allow to be held. */
    private static void shuffleNearby(Random random, List<int[]> pieces) {
        for (int from = 0; from < pieces.size(); from += 16) {
            Collections.shuffle(pieces.subList(from, Math.min(pieces.size(), from + 16)), random);
        }
    }
}
