package io.fieldwarden.agent.decode.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Operations, outcomes, identities and anomalies of dhcp. */
class DhcpDecoderTest {
    private static Conversation played(String request, String answer) {
        Conversation conversation = new Conversation(new DhcpDecoder(), Transport.UDP, 67);
        conversation.request(request);
        return answer.isEmpty() ? conversation : conversation.answer(answer);
    }

    private static Recognition at(int port, String bytes) {
        return new DhcpDecoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.UDP, port, false));
    }

    @Test
    void what_a_client_says_belongs_to_the_address_it_gets() {
        Conversation spoken = played(DhcpBytes.REQUEST, DhcpBytes.ACK);
        assertThat(spoken.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("request", "ack");
        assertThat(spoken.operations().getFirst().operation().access()).isEqualTo(Access.SESSION);
        assertThat(spoken.operations().getFirst().operation().attribute("client_fqdn"))
                .isEqualTo("hmi-3.plant");
        assertThat(spoken.identities()).hasSize(2);
        assertThat(spoken.identities().getLast().asset().address().toString()).isEqualTo("10.0.0.30");
        assertThat(spoken.identities().getLast().facts().toString()).contains("hmi-3", "MSFT 5.0", "1,3,6");
        assertThat(spoken.anomalies()).isEmpty();
    }

    @Test
    void a_refusal() {
        assertThat(played(DhcpBytes.REQUEST, DhcpBytes.NAK)
                        .operations()
                        .getLast()
                        .outcome())
                .isEqualTo(Outcome.refused(6, "nak"));
    }

    @Test
    void messages_that_break_rules() {
        assertThat(played("0101 0600", "").anomalies().getFirst().anomaly()).isEqualTo(DhcpAnomaly.TOO_SHORT);
        String cut = DhcpBytes.REQUEST.substring(0, DhcpBytes.REQUEST.length() - 6);
        assertThat(played(cut, "").anomalies().getFirst().anomaly()).isEqualTo(DhcpAnomaly.BAD_OPTION);
        assertThat(played(DhcpBytes.REQUEST.replaceFirst("^010106", "010120"), "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DhcpAnomaly.BAD_HARDWARE_LENGTH);
        assertThat(played(DhcpBytes.REQUEST.replaceFirst("350103", "350163"), "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DhcpAnomaly.UNKNOWN_MESSAGE);
        assertThat(played(DhcpBytes.REQUEST.replaceFirst("350103", "350105"), "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(DhcpAnomaly.WRONG_SIDE);
    }

    @Test
    void version_6_tells_its_messages() {
        Conversation spoken = new Conversation(new Dhcp6Decoder(), Transport.UDP, 547).request(DhcpBytes.SOLICIT);
        assertThat(spoken.operations().getFirst().operation().name()).isEqualTo("solicit");
    }

    @Test
    void recognised_by_the_cookie() {
        assertThat(at(20_000, DhcpBytes.ACK)).isEqualTo(Recognition.YES);
        assertThat(at(67, "0102 0304")).isEqualTo(Recognition.NO);
    }
}
