package io.fieldwarden.agent.decode.c37118;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Each limit: kept it changes nothing, passed by one it shows. */
class C37118LimitsTest {
    private static final C37118Limits SMALL = new C37118Limits(1, 2, 4, 3_000_000_000L, 1, 16);
    private static final String DATA = "0000 2710 0000 03E8 F830 000A FFFF 0064 0001";

    private static Conversation conversation() {
        return new Conversation(new C37118Decoder(SMALL), Transport.TCP, 4712);
    }

    /** A configuration of units with that many analogs each and nothing else. */
    private static String units(int count, int analogs) {
        String unit = C37118Corpus.name("A") + "0007 0000 0000" + String.format("%04x", analogs) + "0000"
                + C37118Corpus.name("P").repeat(analogs) + "00000001".repeat(analogs) + "0001 0000";
        return C37118Corpus.frame("31", "000F4240" + String.format("%04x", count) + unit.repeat(count) + "0032");
    }

    @Test
    void units_of_a_configuration() {
        assertThat(conversation().answer(units(2, 1)).anomalies()).isEmpty();
        assertThat(conversation().answer(units(3, 1)).anomalies()).hasSize(1);
    }

    @Test
    void channels_of_a_configuration() {
        assertThat(conversation().answer(units(2, 2)).anomalies()).isEmpty();
        assertThat(conversation().answer(units(1, 5)).anomalies()).hasSize(1);
    }

    @Test
    void configurations_remembered() {
        Conversation conversation = conversation().answer(C37118Corpus.configuration("0000"));
        assertThat(conversation.answer(C37118Corpus.frame("01", DATA)).values()).hasSize(8);
        String other = C37118Corpus.configuration("0000");
        Conversation two = conversation().answer(other);
        two.request(C37118Corpus.configuration("0000"));
        assertThat(two.answer(C37118Corpus.frame("01", DATA)).values()).isEmpty();
    }

    @Test
    void identities_remembered() {
        String first = units(1, 1);
        String second = renamed();
        Conversation same = conversation().answer(first).answer(first);
        assertThat(same.identities()).hasSize(1);
        Conversation mixed = conversation().answer(first).answer(second).answer(first);
        assertThat(mixed.identities()).hasSize(3);
    }

    private static String renamed() {
        String unit = C37118Corpus.name("B") + "0008 0000 0000 0000 0000 0001 0000";
        return C37118Corpus.frame("31", "000F4240 0001" + unit + "0032");
    }

    @Test
    void time_of_an_answer() {
        Conversation conversation =
                conversation().request(C37118Corpus.frame("41", "0005")).secondsLater(3);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.secondsLater(1).operations()).hasSize(1);
    }

    @Test
    void search_after_a_gap() {
        Conversation kept = conversation().gap(Direction.FROM_ORIGINATOR, 5);
        assertThat(kept.request("EE".repeat(19)).malformed()).isFalse();
        Conversation passed = conversation().gap(Direction.FROM_ORIGINATOR, 5);
        assertThat(passed.request("EE".repeat(20)).malformed()).isTrue();
    }
}
