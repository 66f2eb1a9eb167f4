package io.fieldwarden.agent.decode.lldp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class LldpLimitsTest {
    private static final LldpLimits LIMITS = LldpLimits.standard();
    private static final String UNKNOWN = "FE 04 ABCDEF 01";

    private final Conversation conversation =
            new Conversation(new LldpDecoder(), Transport.LINK, LldpDecoder.ETHER_TYPE);

    @Test
    void tlvs_of_a_frame() {
        conversation.request(LldpCorpus.HEAD + UNKNOWN.repeat(LIMITS.tlvs() - 3) + "0000");
        assertThat(conversation.anomalies()).isEmpty();
        conversation.request(LldpCorpus.HEAD + UNKNOWN.repeat(LIMITS.tlvs() - 2) + "0000");
        assertThat(conversation.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(LldpAnomaly.TOO_MANY_TLVS);
    }

    @Test
    void facts_of_a_frame() {
        // chassis and port id are facts; every management address is one more
        String address = "10 0C 05 01 C0A80002 02 00000001 00";
        for (int facts : new int[] {LIMITS.facts(), LIMITS.facts() + 1}) {
            conversation.request(LldpCorpus.HEAD + address.repeat(facts - 2) + "0000");
            assertThat(conversation.identities().getFirst().facts()).hasSize(LIMITS.facts());
            assertThat(conversation.anomalies()).isEmpty();
        }
    }

    @Test
    void characters_of_a_text() {
        for (int size : new int[] {LIMITS.textChars(), LIMITS.textChars() + 1}) {
            Conversation spoken = new Conversation(new LldpDecoder(), Transport.LINK, LldpDecoder.ETHER_TYPE);
            spoken.request(LldpCorpus.HEAD + String.format("%04X", 5 << 9 | size) + "41".repeat(size) + "0000");
            assertThat(spoken.identities().getFirst().facts().getLast().value()).hasSize(LIMITS.textChars());
        }
    }

    @Test
    void anomalies_of_a_frame() {
        String again = "06 02 0014";
        conversation.request(LldpCorpus.HEAD + again.repeat(LIMITS.anomalies()) + "0000");
        assertThat(conversation.anomalies()).hasSize(LIMITS.anomalies());
        conversation.request(LldpCorpus.HEAD + again.repeat(LIMITS.anomalies() + 1) + "0000");
        assertThat(conversation.anomalies()).hasSize(2 * LIMITS.anomalies());
    }
}
