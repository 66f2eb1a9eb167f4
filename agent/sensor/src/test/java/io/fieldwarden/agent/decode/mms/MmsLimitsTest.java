package io.fieldwarden.agent.decode.mms;

import static io.fieldwarden.agent.decode.mms.MmsCorpus.element;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each limit: at it nothing happens, one beyond it what is said. */
class MmsLimitsTest {
    private static final int PART = 1 << 15;
    private static final MmsLimits LIMITS = MmsLimits.standard();

    private final Conversation conversation = new Conversation(new MmsDecoder(), Transport.TCP, 102);

    /** Requests of so many invoke ids. */
    static void ask(Conversation conversation, int requests) {
        for (int invoke = 0; invoke < requests; invoke++) {
            conversation.request(MmsCorpus.request(invoke, "82 00"));
        }
    }

    /** So many parts of one message, each a fourth of the longest that is put together. */
    static void parts(Conversation conversation, int count) {
        String part = String.format("0300 %04X 02 F0 00", 7 + PART) + "00".repeat(PART);
        for (int each = 0; each < count; each++) {
            conversation.request(part);
        }
    }

    /** A write of structures in each other. */
    static String nested(int depth) {
        String data = "83 01 01";
        for (int level = 0; level < depth; level++) {
            data = element("A2", data);
        }
        return MmsCorpus.write(3, "GGIO1$SP$A", data);
    }

    private static String variables(int count) {
        String[] items = new String[count];
        Arrays.fill(items, "A$B");
        return MmsCorpus.read(1, items);
    }

    private long anomalies(MmsAnomaly anomaly) {
        return conversation.anomalies().stream()
                .filter(seen -> seen.anomaly() == anomaly)
                .count();
    }

    @Test
    void outstanding_requests_the_oldest_is_unanswered() {
        ask(conversation, LIMITS.outstanding());
        assertThat(conversation.operations()).isEmpty();
        conversation.request(MmsCorpus.request(200, "82 00"));
        assertThat(conversation.operations()).extracting(seen -> seen.outcome()).containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void answer_time_is_ten_seconds() {
        conversation.request(MmsCorpus.IDENTIFY).secondsLater(10);
        assertThat(conversation.operations()).isEmpty();
        conversation.secondsLater(1);
        assertThat(conversation.operations()).extracting(seen -> seen.outcome()).containsExactly(Outcome.UNANSWERED);
    }

    @Test
    void message_bytes_a_longer_one_is_left_out_and_the_next_is_read() {
        parts(conversation, LIMITS.messageBytes() / PART);
        assertThat(anomalies(MmsAnomaly.MESSAGE_OVER_LIMIT)).isZero();
        conversation.request("0300 0008 02 F0 00 00");
        assertThat(anomalies(MmsAnomaly.MESSAGE_OVER_LIMIT)).isOne();
        conversation
                .request("0300 0008 02 F0 80 00")
                .request(MmsCorpus.IDENTIFY)
                .answer(MmsCorpus.IDENTITY);
        assertThat(conversation.operations()).hasSize(1);
    }

    @Test
    void variables_of_one_request() {
        for (int beyond = 0; beyond <= 1; beyond++) {
            int count = LIMITS.variables() + beyond;
            Conversation played = new Conversation(new MmsDecoder(), Transport.TCP, 102);
            played.request(variables(count)).answer(MmsCorpus.results(1, "83 01 01".repeat(count)));
            assertThat(played.values()).hasSize(LIMITS.variables());
        }
    }

    @Test
    void values_of_one_message() {
        for (int beyond = -1; beyond <= 1; beyond++) {
            int count = LIMITS.values() + beyond;
            Conversation played = new Conversation(new MmsDecoder(), Transport.TCP, 102);
            played.request(variables(1)).answer(MmsCorpus.results(1, element("A2", "83 01 01".repeat(count))));
            assertThat(played.values()).hasSize(Math.min(count, LIMITS.values()));
        }
    }

    @Test
    void depth_of_data() {
        conversation.request(nested(LIMITS.depth()));
        assertThat(conversation.anomalies()).isEmpty();
        conversation.answer(MmsCorpus.OPERATED);
        assertThat(conversation.values()).hasSize(1);
        conversation.request(nested(LIMITS.depth() + 1)).answer(MmsCorpus.OPERATED);
        assertThat(anomalies(MmsAnomaly.TOO_DEEP)).isOne();
        assertThat(conversation.values()).hasSize(1);
    }

    @Test
    void text_of_a_device() {
        for (int beyond = -1; beyond <= 1; beyond++) {
            int count = LIMITS.textChars() + beyond;
            Conversation played = new Conversation(new MmsDecoder(), Transport.TCP, 102);
            played.request(variables(1)).answer(MmsCorpus.results(1, element("8A", "41".repeat(count))));
            assertThat(played.values().getFirst().values().text(0)).hasSize(Math.min(count, LIMITS.textChars()));
        }
    }

    @Test
    void bytes_skipped_in_search_of_a_message() {
        Conversation midstream =
                new Conversation(new MmsDecoder(), Conversation.connection(Transport.TCP, 102, true), List.of());
        byte[] junk = new byte[1_024];
        for (int fed = 0; fed < LIMITS.resyncBytes(); fed += junk.length) {
            midstream.feed(Direction.FROM_ORIGINATOR, junk);
        }
        assertThat(midstream.malformed()).isFalse();
        midstream.feed(Direction.FROM_ORIGINATOR, junk);
        assertThat(midstream.malformed()).isTrue();
    }
}
