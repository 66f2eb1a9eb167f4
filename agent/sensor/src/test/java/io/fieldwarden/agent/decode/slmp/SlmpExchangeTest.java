package io.fieldwarden.agent.decode.slmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlmpExchangeTest {
    private final SlmpDecoder decoder = new SlmpDecoder();

    private Conversation tcp() {
        return new Conversation(decoder, Transport.TCP, 5007);
    }

    private Conversation play(List<Corpus.Message> messages) {
        Conversation conversation = tcp();
        messages.forEach(message -> conversation.feed(message.from(), message.bytes()));
        return conversation;
    }

    private static OperationSeen only(Conversation conversation) {
        assertThat(conversation.operations()).hasSize(1);
        return conversation.operations().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "0104 0000 640000 A8 0300, 0000 0100 0200 FFFF, d/100..102, 65535",
        "0104 0100 000000 90 0300, 0000 1010, m/0..2, 1",
        "0104 0200 64000000 A800 0100, 0000 0700, d/100, 7",
        "0114 0000 640000 B4 0100 3412, 0000, w/100, 4660"
    })
    void devices_are_points(String request, String answer, String points, String last) {
        Conversation conversation = play(SlmpCorpus.exchange(request, answer));
        assertThat(conversation.values()).hasSize(1);
        var value = conversation.values().getFirst();
        assertThat(value.points()).hasToString(points);
        assertThat(value.values().text(value.values().size() - 1)).isEqualTo(last);
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void a_word_of_a_bit_device_holds_sixteen() {
        var value = play(SlmpCorpus.exchange("0104 0000 000000 90 0100", "0000 0500"))
                .values()
                .getFirst();
        assertThat(value.points()).hasToString("m/0..15");
        assertThat(value.values().text(0)
                        + value.values().text(1)
                        + value.values().text(2))
                .isEqualTo("101");
    }

    @ParameterizedTest
    @CsvSource({
        "0110 0000 0300 00 00, remote_run, EXECUTE",
        "0210 0000 0100, remote_stop, EXECUTE",
        "0310 0000 0100, remote_pause, EXECUTE",
        "0510 0000 0100, remote_latch_clear, EXECUTE",
        "0610 0000 0100, remote_reset, EXECUTE",
        "2918 0000 0000, file_write, CONFIGURE",
        "0101 0000, read_type_name, IDENTIFY",
        "3016 0000 0600 736563726574, remote_password_unlock, SESSION",
        "0214 0000 01, device_write_random, WRITE"
    })
    void commands_are_told_apart(String request, String name, Access access) {
        Conversation conversation = play(SlmpCorpus.exchange(request, "0000"));
        assertThat(only(conversation).operation().name()).isEqualTo(name);
        assertThat(only(conversation).operation().access()).isEqualTo(access);
        assertThat(conversation.observations.toString())
                .doesNotContain("secret")
                .doesNotContain("7365");
    }

    @Test
    void an_end_code_is_a_refusal() {
        assertThat(only(play(SlmpCorpus.numbered("0210 0000 0100", "59C0"))).outcome())
                .isEqualTo(Outcome.refused(0xC059, "wrong_command_or_subcommand"));
    }

    @Test
    void the_type_name_is_an_identity() {
        Conversation conversation = play(new SlmpCorpus().conversations().get(6));
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts())
                .extracting(fact -> fact.value())
                .containsExactly("Mitsubishi Electric", "L02CPU");
    }

    @Test
    void ascii_is_named() {
        assertThat(only(play(new SlmpCorpus().conversations().getLast()))
                        .operation()
                        .name())
                .isEqualTo("device_read");
    }

    @Test
    void unanswered_and_bounded() {
        Conversation conversation = tcp();
        byte[] request =
                SlmpCorpus.exchange("0210 0000 0100", "0000").getFirst().bytes();
        for (int time = 0; time < 65; time++) {
            conversation.feed(Direction.FROM_ORIGINATOR, request);
        }
        assertThat(only(conversation).outcome()).isEqualTo(Outcome.UNANSWERED);
        assertThat(conversation.secondsLater(12).operations()).hasSize(65);
    }

    @Test
    void a_stream_may_be_cut_anywhere_and_found_again() {
        byte[] request =
                SlmpCorpus.exchange("0210 0000 0100", "0000").getFirst().bytes();
        for (int cut = 1; cut < request.length; cut++) {
            Conversation conversation = tcp();
            conversation.feed(Direction.FROM_ORIGINATOR, Arrays.copyOf(request, cut));
            conversation.feed(Direction.FROM_ORIGINATOR, Arrays.copyOfRange(request, cut, request.length));
            only(conversation.close());
            assertThat(conversation.anomalies()).isEmpty();
        }
        Conversation after = tcp().gap(Direction.FROM_ORIGINATOR, 7).request("010203");
        only(after.feed(Direction.FROM_ORIGINATOR, request).close());
    }

    @Test
    void anomalies() {
        assertThat(codes("5000 00FFFF0300 0300 1000 00")).contains("bad-length");
        assertThat(codes("61000102030405060708")).contains("bad-subheader");
        assertThat(codes("5000 00FFFF0300 0600 1000 FE7F 0000")).containsExactly("unknown-command");
        assertThat(codes("5000 00FFFF0300 0600 1000 0104 0000")).containsExactly("command-too-short");
        assertThat(codes("D000 00FFFF0300 0200 0000")).containsExactly("response-without-request");
        assertThat(codes("5000 00FF")).containsExactly("truncated");
        assertThat(play(SlmpCorpus.exchange("0104 0000 640000 A8 0300", "0000 0100"))
                        .anomalies())
                .extracting(seen -> seen.anomaly().code())
                .containsExactly("response-too-short");
    }

    private List<String> codes(String bytes) {
        return tcp().request(bytes).close().anomalies().stream()
                .map(seen -> seen.anomaly().code())
                .toList();
    }

    @Test
    void recognition() {
        assertThat(recognised("5000 00FFFF0300 0C00 1000 0104 0000 640000 A8 0300"))
                .isEqualTo(Recognition.YES);
        assertThat(recognised("5000 00FFFF0300 0C00 1000 FE7F 0000 640000 A8 0300"))
                .isEqualTo(Recognition.NO);
        assertThat(recognised("D000 00FFFF0300 0200 0000")).isEqualTo(Recognition.LIKELY);
        assertThat(recognised("504F5354202F20485454502F312E310D0A")).isEqualTo(Recognition.NO);
        assertThat(recognised("0001 0000 0006 01 03 0000 0001")).isEqualTo(Recognition.NO);
    }

    private Recognition recognised(String bytes) {
        return decoder.recognise(
                new Window().over(Corpus.hex(bytes)),
                Direction.FROM_ORIGINATOR,
                Conversation.connection(Transport.TCP, 5007, false));
    }
}
