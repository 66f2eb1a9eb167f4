package io.fieldwarden.agent.decode.enip;

import static io.fieldwarden.agent.decode.enip.EnipBytes.message;
import static io.fieldwarden.agent.decode.enip.EnipBytes.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recognition, cuts, gaps, anomalies and limits. */
class EnipStreamTest {
    private static final String READ = "0E 03 20 04 24 65 30 03";
    private final EnipDecoder decoder = new EnipDecoder();
    private final Conversation conversation = new Conversation(decoder, Transport.TCP, EnipDecoder.PORT);

    private Recognition recognise(Transport transport, int port, byte[] bytes) {
        return decoder.recognise(
                new Window().over(bytes), Direction.FROM_ORIGINATOR, Conversation.connection(transport, port, false));
    }

    private void anomaly(String code, byte[] bytes) {
        conversation.feed(Direction.FROM_ORIGINATOR, bytes);
        assertThat(conversation.anomalies())
                .extracting(seen -> seen.anomaly().code())
                .contains(code);
    }

    @Test
    void messages_are_recognised_on_any_port() {
        assertThat(recognise(Transport.TCP, 9_999, message(0x65, 0, "0100 0000")))
                .isEqualTo(Recognition.YES);
        assertThat(recognise(Transport.TCP, 9_999, unconnected(1, READ))).isEqualTo(Recognition.YES);
        assertThat(recognise(Transport.UDP, 9_999, message(0x63, 0, ""))).isEqualTo(Recognition.YES);
        assertThat(recognise(Transport.UDP, 9_999, EnipBytes.io(1, 1, "00"))).isEqualTo(Recognition.YES);
    }

    @Test
    void strangers_are_not_taken() {
        for (String stranger : List.of(
                "000100000006 01 03 0000 0001",
                "0300001611E00000000100C0010AC1020100C2020102",
                "474554202F20485454502F312E310D0A0D0A00000000000000",
                "16030100C8010000C40303000000000000000000000000000000",
                "100C00044D5154540402003C0000",
                "05640AC4010000040000",
                "6804070000006804070000006804070000006804070000000000")) {
            assertThat(recognise(Transport.TCP, 9_999, Corpus.hex(stranger))).isEqualTo(Recognition.NO);
        }
        assertThat(recognise(Transport.TCP, 9_999, new byte[64])).isNotEqualTo(Recognition.YES);
        assertThat(recognise(Transport.UDP, 9_999, new byte[24])).isEqualTo(Recognition.NO);
    }

    @Test
    void a_beginning_waits_for_more() {
        byte[] whole = unconnected(1, READ);
        for (int cut = 1; cut < 24; cut++) {
            assertThat(recognise(Transport.TCP, 9_999, Arrays.copyOf(whole, cut)))
                    .isEqualTo(Recognition.MAYBE);
        }
    }

    @Test
    void messages_cut_anywhere_tell_the_same() {
        for (List<Corpus.Message> messages : new EnipCorpus().conversations()) {
            String whole = told(messages, Integer.MAX_VALUE);
            assertThat(whole).isNotEmpty();
            for (int cut = 1; cut < 60; cut++) {
                assertThat(told(messages, cut)).isEqualTo(whole);
            }
        }
    }

    private static String told(List<Corpus.Message> messages, int cut) {
        Conversation fresh = new Conversation(new EnipDecoder(), Transport.TCP, EnipDecoder.PORT);
        for (Corpus.Message message : messages) {
            int at = Math.min(cut, message.bytes().length);
            fresh.feed(message.from(), Arrays.copyOf(message.bytes(), at));
            if (at < message.bytes().length) {
                fresh.feed(message.from(), Arrays.copyOfRange(message.bytes(), at, message.bytes().length));
            }
        }
        fresh.close();
        StringBuilder told = new StringBuilder();
        fresh.operations().forEach(seen -> told.append(seen.operation()).append(seen.outcome()));
        fresh.anomalies().forEach(seen -> told.append(seen.anomaly()));
        return told.append(fresh.values().size()).toString();
    }

    @Test
    void the_corpus_of_whole_services_breaks_no_rule() {
        for (List<Corpus.Message> messages : new EnipCorpus().conversations()) {
            Conversation fresh = new Conversation(new EnipDecoder(), Transport.TCP, EnipDecoder.PORT);
            messages.forEach(message -> fresh.feed(message.from(), message.bytes()));
            assertThat(fresh.anomalies()).isEmpty();
            assertThat(fresh.operations()).hasSizeGreaterThanOrEqualTo(6);
        }
    }

    @Test
    void after_a_gap_the_next_message_is_found() {
        conversation.gap(Direction.FROM_ORIGINATOR, 100);
        byte[] rest = Corpus.hex("AABBCCDDEEFF");
        byte[] next = unconnected(5, READ);
        byte[] both = Arrays.copyOf(rest, rest.length + next.length);
        System.arraycopy(next, 0, both, rest.length, next.length);
        conversation.feed(Direction.FROM_ORIGINATOR, both).close();
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void no_answer_in_time_is_unanswered() {
        conversation.feed(Direction.FROM_ORIGINATOR, unconnected(5, READ)).secondsLater(11);
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void more_open_requests_than_the_limit() {
        for (int index = 0; index < 65; index++) {
            conversation.feed(Direction.FROM_ORIGINATOR, unconnected(index, READ));
        }
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(EnipAnomaly.TOO_MANY_OUTSTANDING);
    }

    @Test
    void opened_connections_are_bounded() {
        EnipLinks links = new EnipLinks(2);
        var target = io.fieldwarden.agent.observation.Address.ipv4(1);
        for (int index = 0; index < 5; index++) {
            var triad = new io.fieldwarden.agent.decode.enip.cip.CipRequest.Triad(index, 1, 1);
            var path = new io.fieldwarden.agent.decode.enip.cip.CipPath(-1, -1, -1, -1, List.of(), "", -1, "", "", "");
            var opening = new io.fieldwarden.agent.decode.enip.cip.CipRequest.Opening(index, index, triad, 1, path);
            var opened = new io.fieldwarden.agent.decode.enip.cip.CipReplies.Opened(index, index);
            links.opened(new EnipLinks.Link(opened, target, opening));
        }
        assertThat(links.size()).isEqualTo(2);
        assertThat(links.find(4, target, true)).isNotNull();
        assertThat(links.find(0, target, true)).isNull();
    }

    @Test
    void broken_rules_are_told() {
        anomaly("unknown-command", message(0x77, 1, ""));
        anomaly("bad-version", message(0x65, 0, "0200 0000"));
        anomaly("item-too-short", message(0x6F, 1, "00000000 0000 0200 0000 0000 B200 0900 0E"));
        anomaly("too-many-items", message(0x6F, 1, "00000000 0000 1100" + "00000000".repeat(17)));
        anomaly("message-too-short", message(0x6F, 1, "000000"));
        anomaly("unknown-status", message(0x65, 0, 0x77, 0, new byte[4]));
        byte[] options = message(0x65, 0, "0100 0000");
        options[20] = 1;
        anomaly("bad-options", options);
        anomaly("path-too-short", unconnected(1, "0E 01 21 00"));
        anomaly("unknown-segment", unconnected(2, "0E 01 E0 00"));
        anomaly("bad-service-offsets", unconnected(3, "0A 02 20 02 24 01 0100 FF00 0000"));
        anomaly("too-many-services", unconnected(4, "0A 02 20 02 24 01 FF00 0000"));
        anomaly("nested-too-deep", unconnected(5, "0A 00 0100 0400".repeat(7)));
        anomaly("value-size-mismatch", unconnected(6, "4D 04 91 05 5370656564 00 C400 0200 2A000000"));
        conversation.feed(Direction.FROM_RESPONDER, unconnected(99, "8E 00 00 00"));
        anomaly("response-without-request", unconnected(7, READ));
        conversation.feed(Direction.FROM_RESPONDER, unconnected(7, "90 00 00 00"));
        anomaly("response-mismatch", Arrays.copyOf(unconnected(8, READ), 30));
        conversation.close();
        assertThat(conversation.anomalies()).extracting(seen -> seen.anomaly()).contains(EnipAnomaly.TRUNCATED);
    }

    @Test
    void the_end_of_a_connection_met_under_way_is_no_fault() {
        Conversation met =
                new Conversation(decoder, Conversation.connection(Transport.TCP, EnipDecoder.PORT, true), List.of());
        met.feed(Direction.FROM_ORIGINATOR, unconnected(1, READ));
        met.feed(Direction.FROM_ORIGINATOR, Arrays.copyOf(unconnected(2, READ), 40));
        met.close();
        assertThat(met.operations()).hasSize(1);
        assertThat(met.anomalies()).isEmpty();
    }

    @Test
    void pieces_told_by_their_length_share_one_operation() {
        for (int piece = 0; piece < 2; piece++) {
            conversation.feed(
                    Direction.FROM_ORIGINATOR, unconnected(piece, "4D 02 20 A1 24 01" + ("0" + piece).repeat(40)));
            conversation.feed(Direction.FROM_RESPONDER, unconnected(piece, "CD 00 00 00"));
        }
        conversation.feed(Direction.FROM_ORIGINATOR, unconnected(3, "4D 02 20 A1 24 01" + "00".repeat(41)));
        conversation.feed(Direction.FROM_RESPONDER, unconnected(3, "CD 00 00 00"));
        assertThat(conversation.operations()).hasSize(3);
        assertThat(conversation.operations().get(1).operation())
                .isSameAs(conversation.operations().get(0).operation());
        assertThat(conversation.operations().get(2).operation().attribute("data_length"))
                .isEqualTo("41");
    }

    @Test
    void a_lost_boundary_ends_decoding() {
        anomaly("lost-boundary", Corpus.hex("FFFF0000" + "FF".repeat(20)));
        assertThat(conversation.malformed()).isTrue();
    }

    @Test
    void a_cut_datagram_has_a_bad_length() {
        Conversation udp = new Conversation(decoder, Transport.UDP, EnipDecoder.PORT);
        udp.feed(Direction.FROM_RESPONDER, Arrays.copyOf(message(0x63, 0, EnipBytes.IDENTITY_ITEMS), 40));
        assertThat(udp.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(EnipAnomaly.BAD_LENGTH);
    }
}
