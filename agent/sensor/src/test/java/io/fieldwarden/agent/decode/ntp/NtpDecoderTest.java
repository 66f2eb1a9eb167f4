package io.fieldwarden.agent.decode.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Operations, outcomes, identities and anomalies of ntp. */
class NtpDecoderTest {
    private static Conversation played(String request, String answer) {
        Conversation conversation = new Conversation(new NtpDecoder(), Transport.UDP, 123);
        conversation.request(request);
        return answer.isEmpty() ? conversation : conversation.answer(answer);
    }

    private static Recognition at(int port, String bytes) {
        return new NtpDecoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.UDP, port, false));
    }

    @Test
    void a_client_and_its_server() {
        Conversation spoken = played(NtpBytes.CLIENT, NtpBytes.SERVER);
        OperationSeen seen = spoken.operations().getFirst();
        assertThat(seen.operation().name()).isEqualTo("client");
        assertThat(seen.operation().attribute("ref_id")).isEqualTo("GPS");
        assertThat(seen.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(spoken.identities().getFirst().facts().toString()).contains("ntp_stratum");
    }

    @Test
    void a_kiss_of_death_is_a_refusal() {
        assertThat(played(NtpBytes.CLIENT, NtpBytes.KISS)
                        .operations()
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.refused(0, "RATE"));
        assertThat(played(NtpBytes.CLIENT, "").close().operations().getFirst().outcome())
                .isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void control_and_private_messages() {
        Conversation control = played(NtpBytes.READ, NtpBytes.VARS);
        assertThat(control.operations().getFirst().operation().name()).isEqualTo("read_variables");
        assertThat(control.identities().getFirst().facts().toString()).contains("ntpd 4.2.8", "arm", "Linux/5");
        assertThat(played(NtpBytes.MONLIST, NtpBytes.MONLIST_ANSWER)
                        .operations()
                        .getFirst()
                        .operation()
                        .name())
                .isEqualTo("mon_getlist_1");
        assertThat(played("1603 0001 0000 0000 0000 0000", "")
                        .close()
                        .operations()
                        .getFirst()
                        .operation()
                        .access())
                .isEqualTo(Access.CONFIGURE);
    }

    @Test
    void messages_that_break_rules() {
        assertThat(played("2300", "").anomalies().getFirst().anomaly()).isEqualTo(NtpAnomaly.TOO_SHORT);
        assertThat(played(NtpBytes.CLIENT.replaceFirst("^23", "3B"), "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(NtpAnomaly.BAD_VERSION);
        assertThat(played(NtpBytes.CLIENT.replaceFirst("^23", "20"), "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(NtpAnomaly.RESERVED_MODE);
        assertThat(played("1602 0001 0000 0000 0000 0009", "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(NtpAnomaly.BAD_LENGTH);
        assertThat(played(NtpBytes.BROADCAST, NtpBytes.SERVER)
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(NtpAnomaly.RESPONSE_WITHOUT_REQUEST);
    }

    @Test
    void recognised_by_shape_and_port() {
        assertThat(at(123, NtpBytes.CLIENT)).isEqualTo(Recognition.YES);
        assertThat(at(123, NtpBytes.MONLIST)).isEqualTo(Recognition.YES);
        assertThat(at(20_000, NtpBytes.CLIENT)).isEqualTo(Recognition.LIKELY);
        assertThat(at(20_000, NtpBytes.MONLIST)).isEqualTo(Recognition.NO);
    }
}
