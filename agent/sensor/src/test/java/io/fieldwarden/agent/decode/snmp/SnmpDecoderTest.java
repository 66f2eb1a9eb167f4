package io.fieldwarden.agent.decode.snmp;

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

/** Operations, outcomes, identities and anomalies of snmp. */
class SnmpDecoderTest {
    private static Conversation played(String request, String answer) {
        Conversation conversation = new Conversation(new SnmpDecoder(), Transport.UDP, 161);
        conversation.request(request);
        return answer.isEmpty() ? conversation : conversation.answer(answer);
    }

    private static Recognition at(int port, String bytes) {
        return new SnmpDecoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.UDP, port, false));
    }

    @Test
    void a_get_tells_values_and_identity() {
        Conversation spoken = played(SnmpBytes.GET, SnmpBytes.GET_ANSWER);
        assertThat(spoken.operations().getFirst().operation().name()).isEqualTo("get_request");
        assertThat(spoken.operations().getFirst().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(spoken.values()).hasSize(3);
        assertThat(spoken.identities().getFirst().facts().toString()).contains("Switch 8", "sw1", "Moxa");
        assertThat(spoken.observations.toString()).doesNotContain("secret");
    }

    @Test
    void a_set_is_a_write_with_values() {
        Conversation spoken = played(SnmpBytes.SET, SnmpBytes.SET_ANSWER);
        assertThat(spoken.operations().getFirst().operation().access()).isEqualTo(Access.WRITE);
        assertThat(spoken.values().get(1).values().number(0)).isEqualTo(-5);
        assertThat(played(SnmpBytes.SET, SnmpBytes.SET_REFUSED)
                        .operations()
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.refused(17, "notWritable"));
        assertThat(played(SnmpBytes.SET, SnmpBytes.SET_REFUSED).values()).isEmpty();
    }

    @Test
    void values_of_every_type() {
        Conversation spoken = played(SnmpBytes.BULK, SnmpBytes.BULK_ANSWER);
        assertThat(spoken.values().getFirst().values().number(0)).isEqualTo(4_294_967_295.0);
        assertThat(spoken.values().get(2).values().text(0)).isEqualTo("10.0.0.9");
        assertThat(spoken.values().get(3).values().text(0)).isEqualTo("000102");
        assertThat(spoken.operations().getFirst().operation().attribute("max_repetitions"))
                .isEqualTo("10");
    }

    @Test
    void traps_are_one_way() {
        OperationSeen trap = played(SnmpBytes.TRAP_1, "").operations().getFirst();
        assertThat(trap.outcome()).isEqualTo(Outcome.ONE_WAY);
        assertThat(trap.operation().attribute("generic_trap")).isEqualTo("linkDown");
        assertThat(played(SnmpBytes.TRAP_2, "")
                        .operations()
                        .getFirst()
                        .operation()
                        .attribute("trap_oid"))
                .isEqualTo("1.3.6.1.6.3.1.1.5.3");
    }

    @Test
    void version_3() {
        Conversation spoken = played(SnmpBytes.V3_GET, SnmpBytes.V3_REPORT);
        assertThat(spoken.operations().getFirst().outcome().name()).isEqualTo("usmStatsUnknownUserNames");
        assertThat(spoken.operations().getFirst().operation().attribute("engine_id"))
                .isEqualTo("80001f8804aa");
        assertThat(spoken.observations.toString()).doesNotContain("operator");
        OperationSeen secret =
                played(SnmpBytes.V3_SECRET, SnmpBytes.V3_SECRET).operations().getFirst();
        assertThat(secret.operation().attribute("security_level")).isEqualTo("authPriv");
        assertThat(secret.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void unanswered_and_unasked() {
        assertThat(played(SnmpBytes.NEXT, "")
                        .secondsLater(12)
                        .operations()
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.UNANSWERED);
        assertThat(played(SnmpBytes.NEXT, SnmpBytes.GET_ANSWER)
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(SnmpAnomaly.RESPONSE_WITHOUT_REQUEST);
    }

    @Test
    void messages_that_break_rules() {
        assertThat(played("3003 020101", "").anomalies().getFirst().anomaly()).isEqualTo(SnmpAnomaly.BAD_MESSAGE);
        assertThat(played("3003 020107", "").anomalies().getFirst().anomaly()).isEqualTo(SnmpAnomaly.UNKNOWN_VERSION);
        assertThat(played("300A 020101 040161 AF02 0500", "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(SnmpAnomaly.UNKNOWN_PDU);
        assertThat(played("3015 020101 040161 A00D 020101 020100 020100 3002 0500", "")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(SnmpAnomaly.BAD_BINDING);
        String level = SnmpBytes.V3_SECRET.replaceFirst("040107", "040102");
        assertThat(played(level, "").anomalies().getFirst().anomaly()).isEqualTo(SnmpAnomaly.BAD_SECURITY_LEVEL);
    }

    @Test
    void open_requests_are_bounded() {
        Conversation conversation = new Conversation(new SnmpDecoder(), Transport.UDP, 161);
        for (int request = 0; request <= SnmpLimits.standard().outstandingMax(); request++) {
            conversation.request(SnmpBytes.NEXT);
        }
        assertThat(conversation.anomalies().getFirst().anomaly()).isEqualTo(SnmpAnomaly.TOO_MANY_OUTSTANDING);
    }

    @Test
    void recognised_by_content() {
        assertThat(at(20_000, SnmpBytes.GET)).isEqualTo(Recognition.YES);
        assertThat(at(20_000, SnmpBytes.V3_SECRET)).isEqualTo(Recognition.YES);
        assertThat(at(161, "300C 020101 600702010304008000")).isEqualTo(Recognition.NO);
        assertThat(at(161, "0300001611E00000000100C1020100C2020102C0010A")).isEqualTo(Recognition.NO);
    }
}
