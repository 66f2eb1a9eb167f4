package io.fieldwarden.agent.decode.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

/** Every limit: kept, and passed by one. */
class SyslogLimitsTest {
    private static final SyslogLimits LIMITS = SyslogLimits.standard();

    private static Conversation stream() {
        return new Conversation(new SyslogDecoder(), Transport.TCP, 601);
    }

    @Test
    void priority() {
        Conversation spoken = new Conversation(new SyslogDecoder(), Transport.UDP, 514);
        spoken.request("3C3139313E41"); // <191>A
        assertThat(spoken.operations().getLast().operation().attribute("facility"))
                .isEqualTo("local7");
        assertThat(spoken.anomalies()).isEmpty();
        spoken.request("3C3139323E41");
        assertThat(spoken.anomalies().getFirst().anomaly()).isEqualTo(SyslogAnomaly.BAD_PRIORITY);
    }

    @Test
    void characters_of_a_field() {
        for (int size : new int[] {LIMITS.fieldChars(), LIMITS.fieldChars() + 1}) {
            Conversation spoken = new Conversation(new SyslogDecoder(), Transport.UDP, 514);
            spoken.request("3C33343E31202D20" + "41".repeat(size) + "20"); // <34>1 - host
            assertThat(spoken.operations().getFirst().operation().attribute("host"))
                    .hasSize(LIMITS.fieldChars());
        }
    }

    @Test
    void bytes_of_a_message_with_its_count() {
        String text = "3C33343E" + "41".repeat(LIMITS.messageMax() - 4);
        Conversation kept = stream().request("313633383420" + text); // 16384
        assertThat(kept.operations()).hasSize(1);
        assertThat(kept.anomalies()).isEmpty();
        Conversation passed = stream().request("313633383520" + text + "41");
        assertThat(passed.anomalies().getFirst().anomaly()).isEqualTo(SyslogAnomaly.TOO_LONG);
        assertThat(passed.malformed()).isTrue();
    }

    @Test
    void bytes_of_a_line() {
        String text = "3C33343E" + "41".repeat(LIMITS.messageMax() - 5);
        Conversation kept = stream().request(text + "0A");
        assertThat(kept.operations()).hasSize(1);
        assertThat(kept.anomalies()).isEmpty();
        Conversation passed = stream().request(text + "41" + "0A");
        assertThat(passed.anomalies().getFirst().anomaly()).isEqualTo(SyslogAnomaly.TOO_LONG);
    }
}
