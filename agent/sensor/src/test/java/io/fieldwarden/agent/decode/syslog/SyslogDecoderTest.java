package io.fieldwarden.agent.decode.syslog;

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

/** Operations, outcomes, identities and anomalies of syslog. */
class SyslogDecoderTest {
    private static Conversation played(String request, String answer) {
        Conversation conversation = new Conversation(new SyslogDecoder(), Transport.UDP, 514);
        conversation.request(request);
        return answer.isEmpty() ? conversation : conversation.answer(answer);
    }

    private static Recognition at(int port, String bytes) {
        return new SyslogDecoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.UDP, port, false));
    }

    @Test
    void headers_but_not_what_is_said() {
        Conversation spoken = played(SyslogBytes.NEW, SyslogBytes.OLD);
        OperationSeen seen = spoken.operations().getFirst();
        assertThat(seen.operation().access()).isEqualTo(Access.PUBLISH);
        assertThat(seen.outcome()).isEqualTo(Outcome.ONE_WAY);
        assertThat(seen.operation().attributes().toString()).contains("auth", "crit", "gw1", "su", "77", "ID47");
        assertThat(spoken.operations().getLast().operation().attributes().toString())
                .contains("user", "notice", "plc4", "sshd", "123");
        assertThat(spoken.identities()).hasSize(2);
        assertThat(spoken.observations.toString()).doesNotContain("what it says");
    }

    @Test
    void streams_with_counts_and_with_lines() {
        for (String message : new String[] {"3630 20" + SyslogBytes.NEW, SyslogBytes.OLD + "0A"}) {
            byte[] bytes = Corpus.hex(message);
            for (int cut = 1; cut < bytes.length; cut++) {
                Conversation conversation = new Conversation(new SyslogDecoder(), Transport.TCP, 601);
                conversation.feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOf(bytes, cut));
                conversation.feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
                assertThat(conversation.operations()).hasSize(1);
            }
        }
    }

    @Test
    void messages_that_break_rules() {
        assertThat(played("3C3139323E", "").anomalies().getFirst().anomaly()).isEqualTo(SyslogAnomaly.BAD_PRIORITY);
        Conversation stream = new Conversation(new SyslogDecoder(), Transport.TCP, 601).request("39393939392020");
        assertThat(stream.anomalies().getFirst().anomaly()).isEqualTo(SyslogAnomaly.TOO_LONG);
        assertThat(stream.malformed()).isTrue();
    }

    @Test
    void recognised_by_priority_and_time() {
        assertThat(at(20_000, SyslogBytes.NEW)).isEqualTo(Recognition.YES);
        assertThat(at(20_000, SyslogBytes.OLD)).isEqualTo(Recognition.YES);
        assertThat(at(20_000, "3C31333E68656C6C6F")).isEqualTo(Recognition.LIKELY);
        assertThat(at(514, "3C68746D6C3E")).isEqualTo(Recognition.NO);
    }
}
