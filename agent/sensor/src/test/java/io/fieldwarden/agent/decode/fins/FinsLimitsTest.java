package io.fieldwarden.agent.decode.fins;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Each limit: kept it changes nothing, passed by one it shows. */
class FinsLimitsTest {
    private static final FinsLimits SMALL = new FinsLimits(2, 3_000_000_000L, 1, 1, 2, 3, 16);
    private static final String COMMAND = "80 00 02 00 0A 00 00 01 00 01";
    private static final String RESPONSE = "C0 00 02 00 01 00 00 0A 00 01";
    private static final String STOP = COMMAND + "0402";

    private static Conversation conversation(Transport transport) {
        return new Conversation(new FinsDecoder(SMALL), transport, FinsDecoder.PORT);
    }

    @Test
    void open_requests() {
        Conversation conversation = conversation(Transport.UDP).request(STOP).request(STOP);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.request(STOP).operations()).hasSize(1);
    }

    @Test
    void time_of_an_answer() {
        Conversation conversation = conversation(Transport.UDP).request(STOP).secondsLater(3);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.secondsLater(1).operations()).hasSize(1);
    }

    @Test
    void repeats_kept() {
        Conversation same =
                conversation(Transport.UDP).request(STOP).request(STOP).close();
        assertThat(same.operations().get(0).operation())
                .isSameAs(same.operations().get(1).operation());
        Conversation mixed = conversation(Transport.UDP);
        mixed.request(STOP).request(COMMAND + "0501").request(STOP).close();
        assertThat(mixed.operations().get(0).operation())
                .isNotSameAs(mixed.operations().get(2).operation());
    }

    @Test
    void identities_remembered() {
        String unit = "0502 0000 01" + "10" + "41".repeat(20);
        String other = "0502 0000 01" + "11" + "41".repeat(20);
        Conversation same = conversation(Transport.UDP).answer(RESPONSE + unit).answer(RESPONSE + unit);
        assertThat(same.identities()).hasSize(1);
        Conversation mixed = conversation(Transport.UDP);
        mixed.answer(RESPONSE + unit).answer(RESPONSE + other).answer(RESPONSE + unit);
        assertThat(mixed.identities()).hasSize(3);
    }

    @Test
    void items_listed() {
        assertThat(listed("82000A00".repeat(2))).isEqualTo(2);
        assertThat(listed("82000A00".repeat(3))).isEqualTo(2);
    }

    private static int listed(String items) {
        Conversation conversation =
                conversation(Transport.UDP).request(COMMAND + "0104" + items).close();
        return conversation.operations().getFirst().operation().attributes().size();
    }

    @Test
    void points_told() {
        assertThat(read("0003")).isEqualTo(1);
        assertThat(read("0004")).isZero();
    }

    private static int read(String count) {
        return conversation(Transport.UDP)
                .request(COMMAND + "0101 82 0064 00" + count)
                .answer(RESPONSE + "0101 0000" + "0001".repeat(4))
                .values()
                .size();
    }

    @Test
    void search_after_a_gap() {
        Conversation kept = conversation(Transport.TCP).gap(Direction.FROM_ORIGINATOR, 5);
        assertThat(kept.request("EE".repeat(19)).malformed()).isFalse();
        Conversation passed = conversation(Transport.TCP).gap(Direction.FROM_ORIGINATOR, 5);
        assertThat(passed.request("EE".repeat(20)).malformed()).isTrue();
    }

    @Test
    void a_response_without_its_command_is_told_as_such() {
        Conversation conversation = conversation(Transport.UDP).answer(RESPONSE + "0402 2101");
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().operation().attribute("command_seen"))
                .isEqualTo("false");
        assertThat(conversation.operations().getFirst().from()).isEqualTo(Direction.FROM_ORIGINATOR);
    }
}
