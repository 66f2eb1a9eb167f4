package io.fieldwarden.agent.decode.gesrtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Each limit: kept it changes nothing, passed by one it shows. */
class GeSrtpLimitsTest {
    private static final GeSrtpLimits SMALL = new GeSrtpLimits(2, 3_000_000_000L, 1, 3);
    private static final String STOP = GeSrtpCorpus.request("23 02");

    private static Conversation conversation() {
        return new Conversation(new GeSrtpDecoder(SMALL), Transport.TCP, GeSrtpDecoder.PORT);
    }

    @Test
    void open_requests() {
        Conversation conversation = conversation().request(STOP).request(STOP);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.request(STOP).operations()).hasSize(1);
    }

    @Test
    void time_of_an_answer() {
        Conversation conversation = conversation().request(STOP).secondsLater(3);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.secondsLater(1).operations()).hasSize(1);
    }

    @Test
    void identities_remembered() {
        Conversation conversation = conversation();
        for (int time = 0; time < 2; time++) {
            new GeSrtpCorpus()
                    .conversations()
                    .get(3)
                    .forEach(message -> conversation.feed(message.from(), message.bytes()));
        }
        assertThat(conversation.identities()).hasSize(1);
    }

    @Test
    void points_told() {
        assertThat(read("03")).isEqualTo(1);
        assertThat(read("04")).isZero();
    }

    private static int read(String count) {
        return conversation()
                .request(GeSrtpCorpus.request("04 08 0900" + count + "00"))
                .answer(GeSrtpCorpus.message("03", "D4", "0100".repeat(3) + "00".repeat(8), "0100".repeat(4)))
                .values()
                .size();
    }
}
