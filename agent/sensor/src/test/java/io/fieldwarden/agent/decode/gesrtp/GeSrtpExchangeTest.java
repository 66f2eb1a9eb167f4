package io.fieldwarden.agent.decode.gesrtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeSrtpExchangeTest {
    private final GeSrtpDecoder decoder = new GeSrtpDecoder();

    private Conversation tcp() {
        return new Conversation(decoder, Transport.TCP, GeSrtpDecoder.PORT);
    }

    private Conversation play(List<Corpus.Message> messages) {
        Conversation conversation = tcp();
        messages.forEach(message -> conversation.feed(message.from(), message.bytes()));
        assertThat(conversation.operations()).hasSize(1);
        return conversation;
    }

    @Test
    void registers_are_read() {
        Conversation conversation = play(new GeSrtpCorpus().conversations().get(1));
        assertThat(conversation.values().getFirst().points()).hasToString("r/9..10");
        assertThat(conversation.values().getFirst().values().text(1)).isEqualTo("2");
    }

    @Test
    void a_write_is_refused() {
        Conversation conversation = play(new GeSrtpCorpus().conversations().get(2));
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.refused(5, "status_5"));
        assertThat(conversation.operations().getFirst().operation().points()).hasToString("r/9");
    }

    @ParameterizedTest
    @CsvSource({
        "23 01, set_plc_state, EXECUTE",
        "23 02, set_plc_state, EXECUTE",
        "40, program_load, CONFIGURE",
        "3F, program_store, READ",
        "39, clear_fault_table, EXECUTE",
        "44, toggle_force_system_memory, WRITE",
        "43, return_controller_type_and_id, IDENTIFY",
        "21, change_privilege_level, SESSION",
        "00, plc_short_status, READ"
    })
    void services_are_told_apart(String service, String name, Access access) {
        Conversation conversation = play(GeSrtpCorpus.exchange(service));
        assertThat(conversation.operations().getFirst().operation().name()).isEqualTo(name);
        assertThat(conversation.operations().getFirst().operation().access()).isEqualTo(access);
    }

    @Test
    void a_controller_names_itself() {
        assertThat(play(new GeSrtpCorpus().conversations().get(3))
                        .identities()
                        .getFirst()
                        .facts())
                .extracting(fact -> fact.value())
                .containsExactly("GE", "PLC1");
    }

    @Test
    void a_stream_may_be_cut_anywhere() {
        byte[] request = Corpus.hex(GeSrtpCorpus.INIT + GeSrtpCorpus.request("23 02"));
        for (int cut = 1; cut < request.length; cut++) {
            Conversation conversation = tcp();
            conversation.feed(Direction.FROM_ORIGINATOR, Arrays.copyOf(request, cut));
            conversation.feed(Direction.FROM_ORIGINATOR, Arrays.copyOfRange(request, cut, request.length));
            assertThat(conversation.secondsLater(12).operations()).hasSize(2);
            assertThat(conversation.anomalies()).isEmpty();
        }
    }

    @Test
    void anomalies() {
        assertThat(codes("04" + "00".repeat(55))).containsExactly("bad-message-type");
        assertThat(codes("02000000FFFF" + "00".repeat(50))).containsExactly("bad-length");
        assertThat(codes("0200")).containsExactly("truncated");
        assertThat(codes(GeSrtpCorpus.request("77"))).containsExactly("unknown-service");
        assertThat(codes(GeSrtpCorpus.READY)).containsExactly("response-without-request");
        Conversation late = tcp().request(GeSrtpCorpus.request("04 08 0000 0900"));
        late.answer(GeSrtpCorpus.message("03", "D4", "00".repeat(14), ""));
        assertThat(late.anomalies().getFirst().anomaly().code()).isEqualTo("response-too-short");
    }

    private List<String> codes(String bytes) {
        return tcp().request(bytes).close().anomalies().stream()
                .map(seen -> seen.anomaly().code())
                .toList();
    }

    @Test
    void recognition() {
        assertThat(recognised(GeSrtpCorpus.INIT, GeSrtpDecoder.PORT)).isEqualTo(Recognition.YES);
        assertThat(recognised(GeSrtpCorpus.INIT, 5000)).isEqualTo(Recognition.NO);
        assertThat(recognised(GeSrtpCorpus.request("04 08"), 5000)).isEqualTo(Recognition.LIKELY);
        assertThat(recognised("474554202F", GeSrtpDecoder.PORT)).isEqualTo(Recognition.NO);
        assertThat(recognised("0001 0000 0006 01 03 0000 0001", 502)).isEqualTo(Recognition.NO);
    }

    private Recognition recognised(String bytes, int port) {
        return decoder.recognise(
                new Window().over(Corpus.hex(bytes)),
                Direction.FROM_ORIGINATOR,
                Conversation.connection(Transport.TCP, port, false));
    }
}
