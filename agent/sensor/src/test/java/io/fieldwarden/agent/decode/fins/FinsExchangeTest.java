package io.fieldwarden.agent.decode.fins;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinsExchangeTest {
    private final FinsDecoder decoder = new FinsDecoder();

    private Conversation udp(String command, String response) {
        Conversation conversation = new Conversation(decoder, Transport.UDP, FinsDecoder.PORT);
        FinsCorpus.exchange("11", command, response)
                .forEach(message -> conversation.feed(message.from(), message.bytes()));
        return conversation;
    }

    private static OperationSeen only(Conversation conversation) {
        assertThat(conversation.operations()).hasSize(1);
        return conversation.operations().getFirst();
    }

    @Test
    void a_read_tells_points_and_values() {
        Conversation conversation = udp("0101 82 0064 00 0003", "0101 0000 0001 0002 FFFF");
        OperationSeen seen = only(conversation);
        assertThat(seen.operation().name()).isEqualTo("memory_area_read");
        assertThat(seen.operation().access()).isEqualTo(Access.READ);
        assertThat(seen.operation().scope()).isEqualTo("node 0.10.0");
        assertThat(seen.outcome()).isEqualTo(Outcome.SUCCEEDED);
        ValueSeen value = conversation.values().getFirst();
        assertThat(value.points()).hasToString("dm/100..102");
        assertThat(value.values().text(2)).isEqualTo("65535");
        assertThat(value.way()).isEqualTo(ValueSeen.Way.READ);
    }

    @Test
    void a_bit_is_addressed_by_word_times_sixteen() {
        Conversation conversation = udp("0101 30 0001 03 0001", "0101 0000 01");
        assertThat(conversation.values().getFirst().points()).hasToString("cio.bit/19");
    }

    @Test
    void a_write_tells_its_values_when_it_is_done() {
        ValueSeen value = udp("0102 B1 0005 00 0001 1234", "0102 0000").values().getFirst();
        assertThat(value.way()).isEqualTo(ValueSeen.Way.WRITTEN);
        assertThat(value.points()).hasToString("wr/5");
        assertThat(udp("0102 B1 0005 00 0001 1234", "0102 2101").values()).isEmpty();
    }

    @Test
    void several_areas_are_read_at_once() {
        Conversation conversation = udp("0104 82000A00 30000103", "0104 0000 82 0007 30 01");
        assertThat(conversation.values())
                .extracting(value -> value.points() + "=" + value.values().text(0))
                .containsExactly("dm/10=7", "cio.bit/19=1");
    }

    @ParameterizedTest
    @CsvSource({
        "0401 FFFF 04, run, EXECUTE",
        "0402, stop, EXECUTE",
        "0307 FFFF 00000000 0002 1234, program_area_write, CONFIGURE",
        "0306 FFFF 00000000 0002, program_area_read, READ",
        "0304 FFFF 00 00000000 FFFFFFFF 61626364, program_area_protect, CONFIGURE",
        "0305 FFFF 00 00000000 FFFFFFFF 61626364, program_area_protect_clear, CONFIGURE",
        "0308 FFFF 00, program_area_clear, CONFIGURE",
        "0202 8010 0000 0001 0000, parameter_area_write, CONFIGURE",
        "0702 26 11 23 01 02 03, clock_write, CONFIGURE",
        "0501, controller_data_read, IDENTIFY",
        "0C02 FFFF, access_right_forced_acquire, SESSION",
        "2301 0001 0001 30 0001 03, forced_set_reset, WRITE",
        "2204 0000, memory_card_format, CONFIGURE"
    })
    void commands_are_told_apart(String command, String name, Access access) {
        OperationSeen seen = only(udp(command, command.substring(0, 4) + "0000"));
        assertThat(seen.operation().name()).isEqualTo(name);
        assertThat(seen.operation().access()).isEqualTo(access);
        assertThat(seen.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void an_end_code_is_a_refusal_and_flags_are_not() {
        assertThat(only(udp("0401 FFFF 04", "0401 2002")).outcome()).isEqualTo(Outcome.refused(0x2002, "protected"));
        assertThat(only(udp("0401 FFFF 04", "0401 0040")).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void the_controller_names_itself_once() {
        Corpus corpus = new FinsCorpus();
        Conversation conversation = new Conversation(decoder, Transport.UDP, FinsDecoder.PORT);
        for (int time = 0; time < 2; time++) {
            corpus.conversations().get(5).forEach(message -> conversation.feed(message.from(), message.bytes()));
        }
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts())
                .extracting(fact -> fact.name() + "=" + fact.value())
                .containsExactly("vendor=Omron", "model=CJ2M-CPU31", "firmware=02.01", "node=0.10.0");
    }

    @Test
    void a_password_is_never_told() {
        Conversation conversation = udp("0305 FFFF 00 00000000 FFFFFFFF 7365637265743132", "0305 0000");
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.observations.toString())
                .doesNotContain("secret")
                .doesNotContain("7365");
    }

    @Test
    void without_answer_it_is_told_as_such_after_ten_seconds() {
        Conversation conversation = new Conversation(decoder, Transport.UDP, FinsDecoder.PORT);
        conversation.request("80 00 02 00 0A 00 00 01 00 01 0402").secondsLater(12);
        assertThat(only(conversation).outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void no_answer_is_wanted() {
        Conversation conversation = new Conversation(decoder, Transport.UDP, FinsDecoder.PORT);
        conversation.request("81 00 02 00 0A 00 00 01 00 01 0402");
        assertThat(only(conversation).outcome()).isEqualTo(Outcome.ONE_WAY);
    }

    @Test
    void open_requests_are_bounded() {
        Conversation conversation = new Conversation(decoder, Transport.UDP, FinsDecoder.PORT);
        for (int service = 0; service < 65; service++) {
            conversation.request("80 00 02 00 0A 00 00 01 00" + String.format("%02x", service) + "0402");
        }
        assertThat(only(conversation).outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void tcp_may_be_cut_anywhere() {
        byte[] both = Corpus.hex(FinsTcpCorpus.HELLO + FinsTcpCorpus.READ);
        for (int cut = 1; cut < both.length; cut++) {
            Conversation conversation = new Conversation(decoder, Transport.TCP, FinsDecoder.PORT);
            conversation.feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOf(both, cut));
            conversation.feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOfRange(both, cut, both.length));
            conversation.answer(FinsTcpCorpus.WELCOME + FinsTcpCorpus.DATA);
            assertThat(conversation.operations()).hasSize(2);
            assertThat(conversation.values()).hasSize(1);
            assertThat(conversation.identities()).hasSize(2);
            assertThat(conversation.anomalies()).isEmpty();
        }
    }

    @Test
    void after_a_gap_the_next_message_is_found() {
        Conversation conversation = new Conversation(decoder, Transport.TCP, FinsDecoder.PORT);
        conversation.request(FinsTcpCorpus.HELLO).gap(Direction.FROM_ORIGINATOR, 100);
        conversation.request("0102030405" + FinsTcpCorpus.READ).answer(FinsTcpCorpus.WELCOME + FinsTcpCorpus.DATA);
        assertThat(conversation.values()).hasSize(1);
    }

    @Test
    void anomalies() {
        assertThat(codes(udp("0199", "0199 0401"))).containsExactly("unknown-command");
        assertThat(codes(udp("0101 82", "0101 1002"))).containsExactly("command-too-short");
        assertThat(codes(udp("0101 82 0064 00 0003", "0101 0000 0001"))).containsExactly("response-too-short");
        assertThat(codes(tcp("46494E53 0000"))).containsExactly("truncated");
        assertThat(codes(tcp("46494E53 00000001 00000002 00000000"))).containsExactly("bad-length");
        assertThat(codes(tcp("46494E53 00000008 00000003 00000001"))).containsExactly("tcp-error");
        assertThat(codes(tcp("46494E53 00000009 00000002 00000000 80"))).containsExactly("header-too-short");
        assertThat(codes(tcp("00112233445566778899AABBCCDDEEFF"))).contains("bad-magic");
    }

    private Conversation tcp(String bytes) {
        return new Conversation(decoder, Transport.TCP, FinsDecoder.PORT)
                .request(bytes)
                .close();
    }

    private static List<String> codes(Conversation conversation) {
        return conversation.anomalies().stream()
                .map(AnomalySeen::anomaly)
                .map(anomaly -> anomaly.code())
                .toList();
    }

    @Test
    void recognition() {
        assertThat(recognised("46494E53 0000000C 00000000 00000000", Transport.TCP, 5000))
                .isEqualTo(Recognition.YES);
        assertThat(recognised("46494E", Transport.TCP, 9600)).isEqualTo(Recognition.MAYBE);
        assertThat(recognised("474554202F", Transport.TCP, 9600)).isEqualTo(Recognition.NO);
        String read = "80 00 02 00 0A 00 00 01 00 01 0101 82 0064 00 0001";
        assertThat(recognised(read, Transport.UDP, 9600)).isEqualTo(Recognition.YES);
        assertThat(recognised(read, Transport.UDP, 5000)).isEqualTo(Recognition.LIKELY);
        assertThat(recognised("80 00 02 00 0A 00 00 01 00 01 0199", Transport.UDP, 9600))
                .isEqualTo(Recognition.NO);
        assertThat(recognised("0001 0100 0001 0000 0000 0000 03777777", Transport.UDP, 53))
                .isEqualTo(Recognition.NO);
    }

    private Recognition recognised(String bytes, Transport transport, int port) {
        return decoder.recognise(
                new Window().over(Corpus.hex(bytes)),
                Direction.FROM_ORIGINATOR,
                Conversation.connection(transport, port, false));
    }
}
