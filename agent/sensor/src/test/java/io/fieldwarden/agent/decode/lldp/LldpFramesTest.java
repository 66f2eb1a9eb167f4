package io.fieldwarden.agent.decode.lldp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Transport;
import org.junit.jupiter.api.Test;

class LldpFramesTest {
    private static Conversation lldp() {
        return new Conversation(new LldpDecoder(), Transport.LINK, LldpDecoder.ETHER_TYPE);
    }

    @Test
    void a_sender_is_told_when_it_says_something_new() {
        String first = LldpCorpus.HEAD + "| 0A 02 4141" + LldpCorpus.REST;
        Conversation played =
                lldp().request(first).request(first).request(LldpCorpus.HEAD + "| 0A 02 4142" + LldpCorpus.REST);
        assertThat(played.operations()).hasSize(2);
        assertThat(played.identities().getFirst().facts())
                .contains(
                        new Attribute("chassis_id", "00:11:22:33:44:55"),
                        new Attribute("port_id", "port1"),
                        new Attribute("name", "AA"),
                        new Attribute("product", "CPU"),
                        new Attribute("management_address", "192.168.0.2"),
                        new Attribute("serial", "S1"));
        assertThat(played.anomalies()).isEmpty();
    }

    @Test
    void what_is_broken_is_told() {
        assertThat(lldp().request("02 07 04 001122").anomalies().getFirst().anomaly())
                .isEqualTo(LldpAnomaly.TLV_OVER_FRAME);
        assertThat(lldp().request("02 01 04 0000").anomalies().getFirst().anomaly())
                .isEqualTo(LldpAnomaly.TLV_TOO_SHORT);
        assertThat(lldp().request("02 02 0741 06 02 0014 0000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(LldpAnomaly.MANDATORY_MISSING);
        assertThat(lldp().request(LldpCorpus.HEAD + "06 02 0014 0000")
                        .anomalies()
                        .getFirst()
                        .anomaly())
                .isEqualTo(LldpAnomaly.DUPLICATE_TLV);
    }
}
