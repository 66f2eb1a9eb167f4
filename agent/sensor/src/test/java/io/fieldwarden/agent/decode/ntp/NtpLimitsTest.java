package io.fieldwarden.agent.decode.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class NtpLimitsTest {
    private static final NtpLimits LIMITS = NtpLimits.standard();

    private final Conversation conversation = new Conversation(new NtpDecoder(), Transport.UDP, 123);

    @Test
    void open_requests() {
        for (int request = 0; request < LIMITS.outstandingMax(); request++) {
            conversation.request(NtpBytes.CLIENT);
        }
        assertThat(conversation.operations()).isEmpty();
        conversation.request(NtpBytes.CLIENT);
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void time_for_an_answer() {
        conversation.request(NtpBytes.CLIENT).secondsLater((int) (LIMITS.answerNanos() / 1_000_000_000L));
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void characters_of_a_text() {
        for (int size : new int[] {LIMITS.textChars(), LIMITS.textChars() + 1}) {
            String text = "76657273696F6E3D22" + "41".repeat(size) + "22"; // version="…"
            Conversation spoken = new Conversation(new NtpDecoder(), Transport.UDP, 123);
            spoken.request(NtpBytes.READ)
                    .answer("1682 0001 0000 0000 0000" + String.format("%04X", text.length() / 2) + text);
            assertThat(spoken.identities().getFirst().facts().getFirst().value())
                    .hasSize(LIMITS.textChars());
        }
    }

    @Test
    void an_answer_tells_the_version_of_its_server() {
        conversation.request(NtpBytes.CLIENT).answer(NtpBytes.SERVER.replaceFirst("^24", "1C"));
        assertThat(conversation.operations().getFirst().operation().attribute("version"))
                .isEqualTo("4");
        assertThat(conversation.operations().getFirst().operation().attribute("server_version"))
                .isEqualTo("3");
    }
}
