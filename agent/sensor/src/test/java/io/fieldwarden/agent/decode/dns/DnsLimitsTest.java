package io.fieldwarden.agent.decode.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class DnsLimitsTest {
    private static final DnsLimits LIMITS = DnsLimits.standard();
    private static final String QUESTION = "0161 00 0001 0001";

    private final Conversation conversation = new Conversation(new DnsDecoder(), Transport.UDP, 53);

    private static String header(int flags, int questions, int answers) {
        return String.format("0001%04X%04X%04X00000000", flags, questions, answers);
    }

    private Operation answered(String answer) {
        conversation.request(header(0x0100, 1, 0) + QUESTION).answer(answer);
        return conversation.operations().getLast().operation();
    }

    private static long count(Operation operation, String name) {
        return operation.attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .count();
    }

    @Test
    void open_queries() {
        for (int query = 0; query < LIMITS.outstandingMax(); query++) {
            conversation.request(header(0x0100, 1, 0) + QUESTION);
        }
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations()).isEmpty();
        conversation.request(header(0x0100, 1, 0) + QUESTION);
        assertThat(conversation.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(DnsAnomaly.TOO_MANY_OUTSTANDING);
        assertThat(conversation.operations()).hasSize(1);
    }

    @Test
    void time_for_an_answer() {
        conversation.request(header(0x0100, 1, 0) + QUESTION).secondsLater((int)
                (LIMITS.answerNanos() / 1_000_000_000L));
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void questions_of_a_message() {
        for (int questions : new int[] {LIMITS.questionsMax(), LIMITS.questionsMax() + 1}) {
            Conversation spoken = new Conversation(new DnsDecoder(), Transport.UDP, 53);
            spoken.request(header(0x0100, questions, 0) + QUESTION.repeat(questions))
                    .close();
            assertThat(spoken.operations()).hasSize(LIMITS.questionsMax());
            assertThat(spoken.anomalies()).isEmpty();
        }
    }

    @Test
    void records_of_a_message() {
        String filling = "00 0010 0001 00000000 0001 00";
        String host = "0363616D056C6F63616C00 0001 0001 0000003C 0004 0A000001"; // cam.local
        for (int before : new int[] {LIMITS.recordsMax() - 1, LIMITS.recordsMax()}) {
            Conversation spoken = new Conversation(new MdnsDecoder(), Transport.UDP, 5353);
            spoken.request(header(0x8400, 0, before + 1) + filling.repeat(before) + host);
            assertThat(spoken.identities()).hasSize(before < LIMITS.recordsMax() ? 1 : 0);
            assertThat(spoken.anomalies()).isEmpty();
        }
    }

    @Test
    void answers_told() {
        String record = "C00C 0001 0001 0000003C 0004 0A000001";
        for (int answers : new int[] {LIMITS.answersMax(), LIMITS.answersMax() + 1}) {
            Operation told = answered(header(0x8180, 1, answers) + QUESTION + record.repeat(answers));
            assertThat(count(told, "answers")).isEqualTo(LIMITS.answersMax());
        }
    }

    @Test
    void characters_of_a_text() {
        for (int size : new int[] {LIMITS.textChars() - 1, LIMITS.textChars()}) {
            String strings = String.format("%02X", size) + "41".repeat(size) + "0142"; // and a blank, and B
            String record = "C00C 0010 0001 0000003C" + String.format("%04X", size + 3) + strings;
            assertThat(answered(header(0x8180, 1, 1) + QUESTION + record).attribute("answers"))
                    .hasSize(LIMITS.textChars());
        }
        String exact = "FF" + "41".repeat(255);
        assertThat(answered(header(0x8180, 1, 1) + QUESTION + "C00C 0010 0001 0000003C 0100" + exact)
                        .attribute("answers"))
                .isEqualTo("A".repeat(LIMITS.textChars()));
    }

    /** Pointers that each lead to the one before, in a record nobody reads; then a record whose name is the last. */
    private static String chain(int pointers) {
        StringBuilder chain = new StringBuilder();
        int first = 12 + 7 + 12;
        for (int index = 0; index < pointers - 1; index++) {
            chain.append(String.format("%04X", 0xC000 | (index == 0 ? 12 : first + 2 * (index - 1))));
        }
        String unread = "C00C 000A 0001 0000003C" + String.format("%04X", chain.length() / 2) + chain;
        String last = String.format("%04X", 0xC000 | (first + 2 * (pointers - 2)));
        return header(0x8180, 1, 2) + QUESTION + unread + last + "0001 0001 0000003C 0004 0A000001";
    }

    @Test
    void pointers_of_a_name() {
        assertThat(count(answered(chain(LIMITS.pointersMax())), "answers")).isEqualTo(2);
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(count(answered(chain(LIMITS.pointersMax() + 1)), "answers")).isEqualTo(1);
        assertThat(conversation.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(DnsAnomaly.BAD_NAME);
    }

    @Test
    void bytes_of_a_name() {
        String label = "3F" + "61".repeat(63);
        String longest = label.repeat(3) + "3E" + "61".repeat(62); // 255 with all length bytes but the root's
        conversation.request(header(0x0100, 1, 0) + longest + "00 0001 0001");
        assertThat(conversation.anomalies()).isEmpty();
        conversation.request(header(0x0100, 1, 0) + label.repeat(4) + "00 0001 0001");
        assertThat(conversation.anomalies()).extracting(seen -> seen.anomaly()).containsExactly(DnsAnomaly.BAD_NAME);
    }

    @Test
    void an_answer_alone_says_so() {
        conversation.answer(header(0x8183, 1, 0) + QUESTION);
        Operation told = conversation.operations().getFirst().operation();
        assertThat(told.attribute("query_seen")).isEqualTo("false");
        assertThat(answered(header(0x8180, 1, 0) + QUESTION).attribute("query_seen"))
                .isEmpty();
    }
}
