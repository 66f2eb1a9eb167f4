package io.fieldwarden.agent.decode.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class CoapLimitsTest {
    private static final CoapLimits LIMITS = CoapLimits.standard();

    private final Conversation conversation = new Conversation(new CoapDecoder(), Transport.UDP, 5683);

    @Test
    void open_requests() {
        for (int id = 0; id < LIMITS.outstandingMax(); id++) {
            conversation.request(String.format("42 01 %04X %04X B1 61", id, id));
        }
        assertThat(conversation.operations()).isEmpty();
        conversation.request("42 01 7FFF 7FFF B1 61");
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void time_for_an_answer() {
        conversation.request(CoapCorpus.GET).secondsLater((int) (LIMITS.answerNanos() / 1_000_000_000L));
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void options_of_a_message() {
        conversation.request("40 01 0001" + " 00".repeat(LIMITS.optionsMax()));
        assertThat(conversation.anomalies()).isEmpty();
        conversation.request("40 01 0002" + " 00".repeat(LIMITS.optionsMax() + 1));
        assertThat(conversation.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(CoapAnomaly.TOO_MANY_OPTIONS);
    }

    @Test
    void characters_of_a_text() {
        for (int size : new int[] {LIMITS.textChars() - 1, LIMITS.textChars()}) { // a slash goes before
            String path = "BD" + String.format("%02X", size - 13) + "61".repeat(size);
            conversation.request("40 01 0001" + path).answer("60 45 0001");
            assertThat(conversation.operations().getLast().operation().attribute("path"))
                    .hasSize(LIMITS.textChars());
        }
    }

    @Test
    void tokens() {
        conversation.request("48 01 0001 0102030405060708");
        assertThat(conversation.anomalies()).isEmpty();
        conversation.request("49 01 0001 010203040506070809");
        assertThat(conversation.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(CoapAnomaly.BAD_HEADER);
    }

    @Test
    void observations_remembered() {
        for (int others : new int[] {LIMITS.outstandingMax() - 1, LIMITS.outstandingMax()}) {
            Conversation spoken = new Conversation(new CoapDecoder(), Transport.UDP, 5683);
            for (int token = 0; token <= others; token++) {
                spoken.request(String.format("42 01 %04X %04X 60 51 61", token, token));
                spoken.answer(String.format("62 45 %04X %04X 61 01", token, token));
            }
            spoken.answer("52 45 7FFF 0000 61 02"); // what the first one observes has changed
            assertThat(spoken.anomalies()).hasSize(others < LIMITS.outstandingMax() ? 0 : 1);
        }
    }

    @Test
    void the_code_of_an_answer_is_told() {
        conversation.request(CoapCorpus.GET).answer(CoapCorpus.CONTENT);
        assertThat(conversation.operations().getFirst().operation().attribute("response_code"))
                .isEqualTo("2.05");
    }
}
