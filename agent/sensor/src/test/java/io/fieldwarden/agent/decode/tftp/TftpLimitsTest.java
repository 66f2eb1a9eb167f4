package io.fieldwarden.agent.decode.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class TftpLimitsTest {
    private static final TftpLimits LIMITS = TftpLimits.standard();
    private static final String OCTET = "6F6374657400";

    private final Conversation conversation = new Conversation(new TftpDecoder(), Transport.UDP, 69);

    @Test
    void open_transfers() {
        for (int request = 0; request < LIMITS.transfersMax(); request++) {
            conversation.request(TftpBytes.READ);
        }
        assertThat(conversation.operations()).isEmpty();
        conversation.request(TftpBytes.READ);
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void time_for_an_answer() {
        conversation.request(TftpBytes.READ).secondsLater((int) (LIMITS.answerNanos() / 1_000_000_000L));
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void characters_of_a_text() {
        for (int size : new int[] {LIMITS.textChars(), LIMITS.textChars() + 1}) {
            conversation.request("0001" + "41".repeat(size) + "00" + OCTET).answer(TftpBytes.ERROR);
            assertThat(conversation.operations().getLast().operation().attribute("filename"))
                    .hasSize(LIMITS.textChars());
        }
    }

    @Test
    void options_of_a_request() {
        for (int options : new int[] {LIMITS.optionsMax(), LIMITS.optionsMax() + 1}) {
            conversation
                    .request("0001 4100" + OCTET + "41003100".repeat(options))
                    .answer(TftpBytes.ERROR);
            assertThat(conversation.operations().getLast().operation().attributes())
                    .filteredOn(attribute -> attribute.name().startsWith("option_"))
                    .hasSize(LIMITS.optionsMax());
        }
    }
}
