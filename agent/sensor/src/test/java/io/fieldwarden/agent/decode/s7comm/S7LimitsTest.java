package io.fieldwarden.agent.decode.s7comm;

import static io.fieldwarden.agent.decode.s7comm.S7Corpus.ack;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.job;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.plus;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each limit, and what happens beyond it. */
class S7LimitsTest {
    private static final String READ = "0401 120A10040001000184000010";
    private final S7Limits limits = S7Limits.standard();
    private final Conversation conversation = new Conversation(new S7Decoder(), Transport.TCP, 102);

    @Test
    void outstanding_requests_the_oldest_is_unanswered() {
        for (int reference = 0; reference < limits.outstandingMax(); reference++) {
            conversation.request(job(reference, READ, ""));
        }
        assertThat(conversation.operations()).isEmpty();
        conversation.request(job(limits.outstandingMax(), READ, ""));
        assertThat(conversation.operations()).extracting(seen -> seen.outcome()).containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void answer_time_is_kept_to_the_limit_and_not_a_second_longer() {
        conversation.request(job(1, READ, "")).secondsLater(9);
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(2);
        assertThat(conversation.operations()).extracting(seen -> seen.outcome()).containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void repeated_requests_beyond_the_table_are_read_again() {
        int jobs = 3 * limits.repeatedRequests();
        for (int number = 0; number < 2 * jobs; number++) {
            String read = String.format("0401 120A1004000100%02x84%06x", 1, 16 * (number % jobs));
            conversation.request(job(1, read, "")).answer(ack(1, 0, "0401", "FF040010 0001"));
            assertThat(conversation.values().getLast().points().first()).isEqualTo(2L * (number % jobs));
        }
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void message_bytes_a_longer_one_is_left_out_and_the_next_is_read() {
        String part = "0300 9C47 02F000" + "32".repeat(40_000);
        conversation.request(part).request(part).request("0300 0008 02F080 32").request(job(1, READ, ""));
        conversation.answer(ack(1, 0, "0401", "FF040010 0001"));
        assertThat(conversation.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(S7Anomaly.OVERLONG_MESSAGE);
        assertThat(conversation.values()).hasSize(1);
    }

    @Test
    void subscriptions_one_is_forgotten_for_one_more() {
        int jobs = limits.subscriptions() + 1;
        for (int job = 1; job <= jobs; job++) {
            conversation.request(user(job, "0001120411420100", "FF090010 0001 01 01 120A10020002000183000000"));
            conversation.answer(user(job, String.format("00011208128201%02x00000000", job), ""));
        }
        for (int job = 1; job <= jobs; job++) {
            conversation.answer(
                    user(0, String.format("00011208120201%02x00000000", job), "FF090008 0001 FF040010 0304"));
        }
        assertThat(conversation.values()).hasSize(limits.subscriptions());
    }

    @Test
    void values_of_one_message() {
        int words = limits.valuesMax() + 500;
        conversation.request(job(1, String.format("0401 120A1004%04x000184000000", words), ""));
        String value = String.format("FF04%04x", 16 * words) + "0001".repeat(words);
        conversation.answer(ack(1, 0, "0401", value));
        assertThat(conversation.values()).hasSize(limits.valuesMax());
    }

    @Test
    void text_of_a_device_is_cut() {
        conversation.request(job(1, "0401 1208820100010002 5001", ""));
        conversation.answer(ack(1, 0, "0401", "FF0900C8" + "41".repeat(200)));
        assertThat(conversation.values().getFirst().values().text(0)).hasSize(limits.textChars());
    }

    @Test
    void facts_of_identity_in_one_list() {
        conversation.request(user(1, "0001120411440100", "FF090004 001C0000"));
        String component = "0001" + "414243" + "00".repeat(29);
        int records = limits.identitiesMax() + 10;
        String list = "001C0000 0022" + String.format("%04x", records) + component.repeat(records);
        String head = String.format("FF09%04x", 8 + 34 * records);
        conversation.answer(user(1, "000112081284010100000000", head + list));
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts()).hasSize(limits.identitiesMax());
    }

    @Test
    void bytes_skipped_in_search_of_a_message() {
        Conversation midstream =
                new Conversation(new S7Decoder(), Conversation.connection(Transport.TCP, 102, true), List.of());
        byte[] junk = new byte[1_000];
        for (int fed = 0; fed + junk.length <= limits.resyncBytes(); fed += junk.length) {
            midstream.feed(Direction.FROM_ORIGINATOR, junk);
        }
        assertThat(midstream.malformed()).isFalse();
        midstream.feed(Direction.FROM_ORIGINATOR, junk);
        assertThat(midstream.malformed()).isTrue();
    }

    @Test
    void nesting_of_values() {
        assertThat(valuesBehind(limits.nesting())).isEqualTo(1);
        assertThat(valuesBehind(limits.nesting() + 1)).isZero();
    }

    /** Values told of a variable that follows one with so many structures in each other. */
    private static int valuesBehind(int depth) {
        String nested = "0002 05";
        for (int level = 0; level < depth; level++) {
            nested = "0017 00000001 01" + nested + "00";
        }
        Conversation told = new Conversation(new S7Decoder(), Transport.TCP, 102);
        String address = "00 8A8E8003 02 9376 0A";
        told.request(plus("31 0000 054C 0000 0003 000003BE 34 00000000 02 08" + address + address.replace("0A", "0B")
                + "00000000"));
        told.answer(plus("32 0000 054C 0000 0003 34 00 01" + nested + "02 0002 03 00 00 00000000"));
        return told.values().size();
    }
}
