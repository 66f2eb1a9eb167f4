package io.fieldwarden.agent.decode.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked, how it ends, and every rule broken once. */
class CoapExchangeTest {
    private final Conversation conversation = new Conversation(new CoapDecoder(), Transport.UDP, 5683);

    private OperationSeen only() {
        assertThat(conversation.operations()).hasSize(1);
        return conversation.operations().getFirst();
    }

    private List<String> anomalies() {
        return conversation.anomalies().stream()
                .map(seen -> seen.anomaly().code())
                .toList();
    }

    @Test
    void get_with_a_piggybacked_answer() {
        conversation.request(CoapCorpus.GET).answer(CoapCorpus.CONTENT);
        Operation operation = only().operation();
        assertThat(operation.name()).isEqualTo("get");
        assertThat(operation.access()).isEqualTo(Access.READ);
        assertThat(operation.attribute("path")).isEqualTo("/temperature");
        assertThat(only().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void separate_answer_after_an_empty_acknowledgement() {
        conversation.request(CoapCorpus.GET).answer("60 00 7D34").answer("41 45 AD7B 71 FF 32");
        assertThat(only().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(anomalies()).isEmpty();
    }

    @Test
    void put_writes_post_executes_observe_subscribes() {
        conversation.request("42 03 0001 AABB B2 7370 FF 3335").answer("62 44 0001 AABB");
        conversation.request("40 02 0002 B5 7265736574").answer("60 44 0002");
        conversation.request("41 01 0003 09 60 54 74656D70").answer("61 45 0003 09 61 01");
        conversation.answer("51 45 0004 09 61 02 FF 32");
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().access())
                .containsExactly(Access.WRITE, Access.EXECUTE, Access.SUBSCRIBE);
        assertThat(conversation.operations().getLast().operation().attribute("observe"))
                .isEqualTo("register");
        assertThat(anomalies()).isEmpty();
    }

    @Test
    void refused_reset_and_unanswered() {
        conversation.request(CoapCorpus.GET).answer("61 81 7D34 71");
        conversation.request("41 01 0007 72 B1 61").answer("70 00 0007");
        conversation
                .request("41 01 0008 73 B1 61")
                .request("41 01 0008 73 B1 61")
                .secondsLater(12);
        assertThat(conversation.operations())
                .extracting(seen -> seen.outcome().toString())
                .containsExactly("refused (unauthorized)", "refused (reset)", "unanswered");
    }

    @Test
    void queries_and_payloads_are_never_kept() {
        conversation
                .request("41 02 0006 0A B1 78 47 713D746F6B656E FF 736563726574")
                .close();
        assertThat(only().operation().attribute("query")).isEqualTo("present");
        assertThat(only().operation().attribute("payload_length")).isEqualTo("6");
        assertThat(conversation.observations.toString()).doesNotContain("token").doesNotContain("secret");
    }

    @Test
    void every_rule_broken_once() {
        conversation.request("40 01");
        conversation.request("4F 01 0001");
        conversation.request("40 01 0002 B9 61");
        conversation.request("40 01 0003 FF");
        conversation.request("40 01 0004" + " 00".repeat(65));
        conversation.answer("61 45 0009 99");
        assertThat(anomalies())
                .containsExactly(
                        "too-short",
                        "bad-header",
                        "bad-option",
                        "empty-payload",
                        "too-many-options",
                        "response-without-request");
    }

    @Test
    void open_requests_and_texts_are_bounded() {
        for (int id = 0; id < 65; id++) {
            conversation.request(String.format("42 01 %04X %04X B1 61", id, id));
        }
        assertThat(only().outcome()).isEqualTo(Outcome.UNANSWERED);
        Conversation longPath = new Conversation(new CoapDecoder(), Transport.UDP, 5683);
        longPath.request("40 01 0001 BE 0100" + " 61".repeat(525)).close();
        assertThat(longPath.operations().getFirst().operation().attribute("path"))
                .hasSize(255);
    }

    @Test
    void recognition() {
        assertThat(recognise(CoapCorpus.GET, 5683)).isEqualTo(Recognition.YES);
        assertThat(recognise(CoapCorpus.GET, 7000)).isEqualTo(Recognition.LIKELY);
        assertThat(recognise(CoapCorpus.CONTENT, 7000)).isEqualTo(Recognition.NO);
        assertThat(recognise("4F 01 0001", 5683)).isEqualTo(Recognition.NO);
        assertThat(recognise("47 45 54 20 2F", 5683)).isEqualTo(Recognition.NO); // GET /
    }

    private static Recognition recognise(String fields, int port) {
        return new CoapDecoder()
                .recognise(
                        new Window().over(Corpus.hex(fields)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.UDP, port, false));
    }
}
