package io.fieldwarden.agent.decode.slmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each limit: kept it changes nothing, passed by one it shows. */
class SlmpLimitsTest {
    private static final SlmpLimits SMALL = new SlmpLimits(2, 3_000_000_000L, 1, 1, 3, 16);
    private static final List<Corpus.Message> STOP = SlmpCorpus.exchange("0210 0000 0100", "0000");
    private static final List<Corpus.Message> PAUSE = SlmpCorpus.exchange("0310 0000 0100", "0000");

    private static Conversation conversation() {
        return new Conversation(new SlmpDecoder(SMALL), Transport.TCP, 5007);
    }

    @SafeVarargs
    private static Conversation asked(List<Corpus.Message>... exchanges) {
        Conversation conversation = conversation();
        for (List<Corpus.Message> exchange : exchanges) {
            conversation.feed(Direction.FROM_ORIGINATOR, exchange.getFirst().bytes());
        }
        return conversation;
    }

    @SafeVarargs
    private static Conversation played(List<Corpus.Message>... exchanges) {
        Conversation conversation = conversation();
        for (List<Corpus.Message> exchange : exchanges) {
            exchange.forEach(message -> conversation.feed(message.from(), message.bytes()));
        }
        return conversation;
    }

    @Test
    void open_requests() {
        assertThat(asked(STOP, STOP).operations()).isEmpty();
        assertThat(asked(STOP, STOP, STOP).operations()).hasSize(1);
    }

    @Test
    void time_of_an_answer() {
        Conversation conversation = asked(STOP).secondsLater(3);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.secondsLater(1).operations()).hasSize(1);
    }

    @Test
    void repeats_kept() {
        Conversation same = played(STOP, STOP);
        assertThat(same.operations().get(0).operation())
                .isSameAs(same.operations().get(1).operation());
        Conversation mixed = played(STOP, PAUSE, STOP);
        assertThat(mixed.operations().get(0).operation())
                .isNotSameAs(mixed.operations().get(2).operation());
    }

    @Test
    void identities_remembered() {
        List<Corpus.Message> name = SlmpCorpus.exchange("0101 0000", "0000" + "4C".repeat(16) + "4105");
        assertThat(played(name, name).identities()).hasSize(1);
    }

    @Test
    void points_told() {
        assertThat(played(SlmpCorpus.exchange("0104 0000 640000 A8 0300", "0000" + "0100".repeat(3)))
                        .values())
                .hasSize(1);
        assertThat(played(SlmpCorpus.exchange("0104 0000 640000 A8 0400", "0000" + "0100".repeat(4)))
                        .values())
                .isEmpty();
    }

    @Test
    void search_after_a_gap() {
        int kept = 0;
        while (!conversation()
                .gap(Direction.FROM_ORIGINATOR, 5)
                .request("EE".repeat(kept + 1))
                .malformed()) {
            kept++;
        }
        assertThat(kept).isBetween(SMALL.resyncBytes(), SMALL.resyncBytes() + 16);
    }
}
