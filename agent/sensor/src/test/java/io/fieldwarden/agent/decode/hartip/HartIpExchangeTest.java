package io.fieldwarden.agent.decode.hartip;

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
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HartIpExchangeTest {
    private final HartIpDecoder decoder = new HartIpDecoder();

    private Conversation udp(String command, String data, String answer) {
        Conversation conversation = new Conversation(decoder, Transport.UDP, HartIpDecoder.PORT);
        HartIpCorpus.exchange(command, data, answer)
                .forEach(message -> conversation.feed(message.from(), message.bytes()));
        return conversation;
    }

    private static OperationSeen only(Conversation conversation) {
        assertThat(conversation.operations()).hasSize(1);
        return conversation.operations().getFirst();
    }

    @Test
    void variables_have_units() {
        Conversation conversation = udp("03", "", "00 00 41400000 20 41200000 06 7FA00000");
        assertThat(only(conversation).operation().name()).isEqualTo("read_dynamic_variables_and_loop_current");
        assertThat(only(conversation).operation().scope()).isEqualTo("2611000007");
        assertThat(conversation.values())
                .extracting(value -> value.points() + "=" + value.values().text(0) + value.unit() + value.quality())
                .containsExactly(
                        "2611000007/loop_current=12mAUNSTATED",
                        "2611000007/pv=10°CUNSTATED",
                        "2611000007/sv=NaNpsiBAD");
    }

    @Test
    void status_is_quality() {
        Conversation conversation = udp("09", "00 01", "00 00 00 00 40 20 41200000 C0 01 40 06 3F800000 00 00000000");
        assertThat(conversation.values())
                .extracting(value -> value.points() + " " + value.quality())
                .containsExactly("2611000007/variable/0 GOOD", "2611000007/variable/1 BAD");
    }

    @Test
    void a_burst_is_a_report() {
        Conversation conversation = new Conversation(decoder, Transport.UDP, HartIpDecoder.PORT);
        String burst = HartIpCorpus.frame("81", HartIpCorpus.DEVICE, "01", "00 00 20 41200000");
        conversation.answer(HartIpCorpus.message("02", "03", burst));
        assertThat(only(conversation).operation().access()).isEqualTo(Access.PUBLISH);
        assertThat(conversation.values().getFirst().way()).isEqualTo(ValueSeen.Way.REPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "2A, '', perform_device_reset, EXECUTE",
        "29, '', perform_self_test, EXECUTE",
        "28, 40800000, enter_exit_fixed_current_mode, EXECUTE",
        "06, 00 01, write_polling_address, CONFIGURE",
        "11, 041041, write_message, CONFIGURE",
        "23, 20 42C80000 00000000, write_primary_variable_range_values, CONFIGURE",
        "26, '', reset_configuration_changed_flag, CONFIGURE",
        "47, 01, lock_device, CONFIGURE",
        "4F, 00 01 20 41200000 00, write_device_variable, WRITE",
        "00, '', read_unique_identifier, IDENTIFY",
        "80, '', device_specific_128, EXECUTE",
        "1F, 0201 4445, write_country_code, CONFIGURE"
    })
    void commands_are_told_apart(String command, String data, String name, Access access) {
        OperationSeen seen = only(udp(command, data, "00 00"));
        assertThat(seen.operation().name()).isEqualTo(name);
        assertThat(seen.operation().access()).isEqualTo(access);
        assertThat(seen.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void a_response_code_is_a_refusal_a_warning_is_not() {
        assertThat(only(udp("2A", "", "07 00")).outcome()).isEqualTo(Outcome.refused(7, "in_write_protect_mode"));
        assertThat(only(udp("2A", "", "08 00")).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void a_device_names_itself() {
        Conversation conversation = udp("00", "", "00 00" + HartIpCorpus.IDENTITY);
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts())
                .extracting(fact -> fact.name() + "=" + fact.value())
                .contains("vendor=Rosemount", "serial=7", "firmware=1", "hardware=1", "device_revision=4");
        assertThat(udp("14", "", "00 00 50554D502031" + "00".repeat(26)).identities())
                .flatExtracting(identity ->
                        identity.facts().stream().map(fact -> fact.value()).toList())
                .contains("PUMP 1");
    }

    @Test
    void sessions_begin_and_end() {
        Conversation conversation = new Conversation(decoder, Transport.UDP, HartIpDecoder.PORT);
        new HartIpCorpus()
                .conversations()
                .getFirst()
                .forEach(message -> conversation.feed(message.from(), message.bytes()));
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().name() + " " + seen.outcome())
                .containsExactly("session_initiate succeeded", "keep_alive succeeded", "session_close succeeded");
    }

    @Test
    void unanswered_and_bounded() {
        Conversation conversation = new Conversation(decoder, Transport.UDP, HartIpDecoder.PORT);
        for (int time = 0; time < 65; time++) {
            conversation.request(HartIpCorpus.message("00", "02", ""));
        }
        assertThat(only(conversation).outcome()).isEqualTo(Outcome.UNANSWERED);
        conversation.secondsLater(12);
        assertThat(conversation.operations()).hasSize(65);
    }

    @Test
    void tcp_may_be_cut_anywhere() {
        String frame = HartIpCorpus.frame("82", HartIpCorpus.DEVICE, "01", "");
        byte[] both = Corpus.hex(HartIpCorpus.message("00", "02", "") + HartIpCorpus.message("00", "03", frame));
        for (int cut = 1; cut < both.length; cut++) {
            Conversation conversation = new Conversation(decoder, Transport.TCP, HartIpDecoder.PORT);
            conversation.feed(Direction.FROM_ORIGINATOR, Arrays.copyOf(both, cut));
            conversation.feed(Direction.FROM_ORIGINATOR, Arrays.copyOfRange(both, cut, both.length));
            assertThat(conversation.secondsLater(12).operations()).hasSize(2);
            assertThat(conversation.anomalies()).isEmpty();
        }
    }

    @Test
    void after_a_gap_the_next_message_is_found() {
        Conversation conversation = new Conversation(decoder, Transport.TCP, HartIpDecoder.PORT);
        conversation.gap(Direction.FROM_ORIGINATOR, 9);
        conversation.request("FFFF0010" + HartIpCorpus.message("00", "02", "")).secondsLater(12);
        assertThat(only(conversation).operation().name()).isEqualTo("keep_alive");
    }

    @Test
    void anomalies() {
        assertThat(codes("07 00 00 00 0001 0008")).containsExactly("bad-header");
        assertThat(codes("01 00 03 00 0001 000A 82 26")).containsExactly("pdu-too-short");
        assertThat(codes("01 00 03 00 0001 000D 02 80 01 09 8A")).containsExactly("byte-count-mismatch");
        assertThat(codes("01 00 03 00 0001 000D 02 80 01 00 00")).containsExactly("bad-checksum");
        assertThat(codes("01 00 03 00 0001 000D 03 80 01 00 82")).containsExactly("unknown-delimiter");
        assertThat(new Conversation(decoder, Transport.TCP, HartIpDecoder.PORT)
                        .request("01 00 02 00")
                        .close()
                        .anomalies())
                .extracting(seen -> seen.anomaly().code())
                .containsExactly("truncated");
    }

    private List<String> codes(String bytes) {
        return new Conversation(decoder, Transport.UDP, HartIpDecoder.PORT)
                .request(bytes).anomalies().stream()
                        .map(seen -> seen.anomaly().code())
                        .toList();
    }

    @Test
    void recognition() {
        String frame = HartIpCorpus.message("00", "03", HartIpCorpus.frame("02", "80", "00", ""));
        assertThat(recognised(frame, 40000)).isEqualTo(Recognition.YES);
        assertThat(recognised(HartIpCorpus.message("00", "02", ""), 40000)).isEqualTo(Recognition.LIKELY);
        assertThat(recognised(HartIpCorpus.message("00", "02", ""), 5094)).isEqualTo(Recognition.YES);
        assertThat(recognised("0001 0000 0006 01 03 0000 0001", 5094)).isEqualTo(Recognition.NO);
        assertThat(recognised("01 00 03 00 0001 000D 02 80 01 00 00", 40000)).isEqualTo(Recognition.NO);
    }

    private Recognition recognised(String bytes, int port) {
        return decoder.recognise(
                new Window().over(Corpus.hex(bytes)),
                Direction.FROM_ORIGINATOR,
                Conversation.connection(Transport.UDP, port, false));
    }
}
