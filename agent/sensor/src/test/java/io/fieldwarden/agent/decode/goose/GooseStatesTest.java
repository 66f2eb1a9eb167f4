package io.fieldwarden.agent.decode.goose;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import org.junit.jupiter.api.Test;

class GooseStatesTest {
    private static Conversation goose() {
        return new Conversation(new GooseDecoder(), Transport.LINK, GooseDecoder.ETHER_TYPE);
    }

    @Test
    void a_state_is_told_once_with_its_values() {
        Conversation played = goose().request(GooseCorpus.goose(1, 0, 6, GooseCorpus.VALUES) + "00000000")
                .request(GooseCorpus.goose(1, 1, 6, GooseCorpus.VALUES));
        assertThat(played.operations()).hasSize(1);
        assertThat(played.values()).hasSize(8);
        assertThat(played.values().get(1).quality()).isEqualTo(ValueSeen.Quality.GOOD);
        assertThat(played.values().get(1).points().space()).isEqualTo("A/G/2/1");
        assertThat(played.anomalies()).isEmpty();
    }

    @Test
    void numbers_that_go_back_and_values_without_a_state_are_told() {
        Conversation played = goose().request(GooseCorpus.goose(5, 9, 1, "83 01 00"))
                .request(GooseCorpus.goose(5, 7, 1, "83 01 00"))
                .request(GooseCorpus.goose(5, 8, 1, "83 01 01"))
                .request(GooseCorpus.goose(4, 0, 1, "83 01 01"));
        assertThat(played.anomalies())
                .extracting(seen -> seen.anomaly())
                .containsExactly(
                        GooseAnomaly.SEQUENCE_NUMBER_BACK,
                        GooseAnomaly.VALUES_WITHOUT_STATE,
                        GooseAnomaly.STATE_NUMBER_BACK);
    }

    @Test
    void what_is_broken_is_told() {
        assertThat(goose().request("0001 0008").anomalies().getFirst().anomaly())
                .isEqualTo(GooseAnomaly.HEADER_TOO_SHORT);
        assertThat(goose().request("0001 00FF 0000 0000 61 00")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(GooseAnomaly.BAD_LENGTH);
        assertThat(goose().request("0001 000A 0000 0000 61 00")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(GooseAnomaly.BAD_ENCODING);
        assertThat(goose().request("0001 000A 0000 0000 7F 00").anomalies()).hasSize(1);
        assertThat(goose().request(GooseCorpus.goose(1, 0, 2, "83 01 00"))
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(GooseAnomaly.ENTRY_COUNT_MISMATCH);
    }
}
