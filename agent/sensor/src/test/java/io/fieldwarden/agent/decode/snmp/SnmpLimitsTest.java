package io.fieldwarden.agent.decode.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class SnmpLimitsTest {
    private static final SnmpLimits LIMITS = SnmpLimits.standard();
    private static final String OBJECT = "06022B06";

    private final Conversation conversation = new Conversation(new SnmpDecoder(), Transport.UDP, 161);

    private static String element(int tag, String contents) {
        String plain = contents.replace(" ", "");
        return String.format("%02X82%04X", tag, plain.length() / 2) + plain;
    }

    /** A message of version 2c whose list has these bindings. */
    private static String message(int pdu, String bindings) {
        String body = element(pdu, "020101 020100 020100" + element(0x30, bindings));
        return element(0x30, "020101 040161" + body);
    }

    private static String binding(String object, String value) {
        return element(0x30, object + value);
    }

    private Operation trap(String bindings) {
        return conversation
                .request(message(0xA7, bindings))
                .operations()
                .getLast()
                .operation();
    }

    @Test
    void open_requests() {
        for (int request = 0; request < LIMITS.outstandingMax(); request++) {
            conversation.request(SnmpBytes.NEXT);
        }
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations()).isEmpty();
        conversation.request(SnmpBytes.NEXT);
        assertThat(conversation.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(SnmpAnomaly.TOO_MANY_OUTSTANDING);
        assertThat(conversation.operations()).hasSize(1);
    }

    @Test
    void time_for_an_answer() {
        conversation.request(SnmpBytes.NEXT).secondsLater((int) (LIMITS.answerNanos() / 1_000_000_000L));
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void bindings_read() {
        for (int bindings : new int[] {LIMITS.bindingsMax(), LIMITS.bindingsMax() + 1}) {
            Conversation spoken = new Conversation(new SnmpDecoder(), Transport.UDP, 162);
            spoken.request(message(0xA7, binding(OBJECT, "020105").repeat(bindings)));
            assertThat(spoken.values()).hasSize(LIMITS.bindingsMax());
            assertThat(spoken.anomalies()).isEmpty();
        }
    }

    @Test
    void bindings_told() {
        for (int bindings : new int[] {LIMITS.bindingsTold(), LIMITS.bindingsTold() + 1}) {
            assertThat(trap(binding(OBJECT, "020105").repeat(bindings)).attributes())
                    .filteredOn(attribute -> attribute.name().equals("oid"))
                    .hasSize(LIMITS.bindingsTold());
        }
    }

    @Test
    void characters_of_a_text() {
        for (int size : new int[] {LIMITS.textChars(), LIMITS.textChars() + 1}) {
            trap(binding(OBJECT, element(0x04, "41".repeat(size))));
            assertThat(conversation.values().getLast().values().text(0)).hasSize(LIMITS.textChars());
        }
    }

    @Test
    void parts_of_an_object_identifier() {
        String kept = "2B" + "06".repeat(LIMITS.oidParts() - 2); // the first byte holds two
        for (String object : new String[] {kept, kept + "07"}) {
            String told = trap(binding(element(0x06, object), "020105")).attribute("oid");
            assertThat(told.split("\\.")).hasSize(LIMITS.oidParts());
            assertThat(told).startsWith("1.3.6.").endsWith(".6");
        }
    }
}
