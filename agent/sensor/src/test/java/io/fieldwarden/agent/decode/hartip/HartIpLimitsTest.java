package io.fieldwarden.agent.decode.hartip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Each limit: kept it changes nothing, passed by one it shows. */
class HartIpLimitsTest {
    private static final String READ =
            HartIpCorpus.message("00", "03", HartIpCorpus.frame("82", HartIpCorpus.DEVICE, "01", ""));
    private static final HartIpLimits SMALL = new HartIpLimits(2, 3_000_000_000L, 1, 1, 2, 16);

    private static Conversation conversation(Transport transport) {
        return new Conversation(new HartIpDecoder(SMALL), transport, HartIpDecoder.PORT);
    }

    @Test
    void open_requests() {
        Conversation conversation = conversation(Transport.UDP).request(READ).request(READ);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.request(READ).operations()).hasSize(1);
    }

    @Test
    void time_of_an_answer() {
        Conversation conversation = conversation(Transport.UDP).request(READ).secondsLater(3);
        assertThat(conversation.operations()).isEmpty();
        assertThat(conversation.secondsLater(1).operations()).hasSize(1);
    }

    @Test
    void operations_kept() {
        String other = HartIpCorpus.message("00", "03", HartIpCorpus.frame("82", HartIpCorpus.DEVICE, "02", ""));
        Conversation same =
                conversation(Transport.UDP).request(READ).request(READ).close();
        assertThat(same.operations().get(0).operation())
                .isSameAs(same.operations().get(1).operation());
        Conversation mixed = conversation(Transport.UDP);
        mixed.request(READ).request(other).request(READ).close();
        assertThat(mixed.operations().get(0).operation())
                .isNotSameAs(mixed.operations().get(2).operation());
    }

    @Test
    void identities_remembered() {
        String first = tag("A6 11 00 00 07");
        String second = tag("A6 11 00 00 08");
        Conversation same = conversation(Transport.UDP).answer(first).answer(first);
        assertThat(same.identities()).hasSize(1);
        Conversation mixed =
                conversation(Transport.UDP).answer(first).answer(second).answer(first);
        assertThat(mixed.identities()).hasSize(3);
    }

    private static String tag(String device) {
        return HartIpCorpus.message(
                "01", "03", HartIpCorpus.frame("86", device, "14", "00 00 50554D502031" + "00".repeat(26)));
    }

    @Test
    void commands_of_one_message() {
        String command = "0001 00";
        assertThat(direct(command.repeat(2))).isEqualTo(2);
        assertThat(direct(command.repeat(3))).isEqualTo(2);
        assertThat(direct(command)).isEqualTo(1);
    }

    private static int direct(String commands) {
        String message = HartIpCorpus.message("00", "04", "0000" + commands);
        return conversation(Transport.UDP).request(message).close().operations().size();
    }

    @Test
    void search_after_a_gap() {
        Conversation kept = conversation(Transport.TCP).gap(Direction.FROM_ORIGINATOR, 5);
        assertThat(kept.request("EE".repeat(23)).malformed()).isFalse();
        Conversation passed = conversation(Transport.TCP).gap(Direction.FROM_ORIGINATOR, 5);
        assertThat(passed.request("EE".repeat(24)).malformed()).isTrue();
    }
}
