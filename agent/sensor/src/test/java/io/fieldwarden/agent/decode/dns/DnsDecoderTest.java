package io.fieldwarden.agent.decode.dns;

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

/** Operations, outcomes, identities and anomalies of dns. */
class DnsDecoderTest {
    private static Conversation played(String request, String answer) {
        Conversation conversation = new Conversation(new DnsDecoder(), Transport.UDP, 53);
        conversation.request(request);
        return answer.isEmpty() ? conversation : conversation.answer(answer);
    }

    private static Recognition at(int port, String bytes) {
        return new DnsDecoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.UDP, port, false));
    }

    @Test
    void a_query_with_its_answers() {
        OperationSeen seen =
                played(DnsBytes.QUERY, DnsBytes.ANSWER).operations().getFirst();
        assertThat(seen.operation().name()).isEqualTo("query");
        assertThat(seen.operation().access()).isEqualTo(Access.READ);
        assertThat(seen.operation().attribute("query")).isEqualTo("plc1.plant.example");
        assertThat(seen.operation().attributes().toString()).contains("plc.plant.example", "10.0.0.7");
        assertThat(seen.outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void data_of_every_type() {
        OperationSeen seen =
                played(DnsBytes.TEXTS, DnsBytes.TEXTS_ANSWER).operations().getFirst();
        assertThat(seen.operation().attributes().toString()).contains("abc de", "value=::1", "t.example:443", "a1 b2");
    }

    @Test
    void refusals_have_their_code() {
        assertThat(played(DnsBytes.QUERY, DnsBytes.NXDOMAIN)
                        .operations()
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.refused(3, "NXDOMAIN"));
        OperationSeen update =
                played(DnsBytes.UPDATE, DnsBytes.UPDATE_REFUSED).operations().getFirst();
        assertThat(update.operation().access()).isEqualTo(Access.CONFIGURE);
        assertThat(update.outcome()).isEqualTo(Outcome.refused(5, "REFUSED"));
    }

    @Test
    void no_answer_in_time() {
        assertThat(played(DnsBytes.QUERY, "")
                        .secondsLater(12)
                        .operations()
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void a_stream_cut_at_every_byte() {
        byte[] message = Corpus.hex("0024" + DnsBytes.QUERY);
        for (int cut = 1; cut < message.length; cut++) {
            Conversation conversation = new Conversation(new DnsDecoder(), Transport.TCP, 53);
            conversation.feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOf(message, cut));
            conversation.feed(Direction.FROM_ORIGINATOR, java.util.Arrays.copyOfRange(message, cut, message.length));
            assertThat(conversation.close().operations()).hasSize(1);
            assertThat(conversation.anomalies()).isEmpty();
        }
    }

    @Test
    void pointers_that_lead_nowhere() {
        assertThat(played(DnsBytes.LOOP, "").anomalies().getFirst().anomaly()).isEqualTo(DnsAnomaly.BAD_NAME);
    }

    @Test
    void answers_nobody_asked_for() {
        Conversation unasked = new Conversation(new DnsDecoder(), Transport.UDP, 53).answer(DnsBytes.ANSWER);
        assertThat(unasked.anomalies().getFirst().anomaly()).isEqualTo(DnsAnomaly.RESPONSE_WITHOUT_REQUEST);
        Conversation linkLocal = new Conversation(new DnsDecoder(), Transport.UDP, 5355).answer(DnsBytes.ANSWER);
        assertThat(linkLocal.anomalies()).isEmpty();
        String forged = DnsBytes.TEXTS_ANSWER.replaceFirst("^0002", "0001");
        assertThat(played(DnsBytes.QUERY, forged).anomalies().getFirst().anomaly())
                .isEqualTo(DnsAnomaly.RESPONSE_MISMATCH);
    }

    @Test
    void messages_that_break_rules() {
        assertThat(played("0001 0100", "").anomalies().getFirst().anomaly()).isEqualTo(DnsAnomaly.TOO_SHORT);
        assertThat(played(DnsBytes.QUERY + "00", "").anomalies().getFirst().anomaly())
                .isEqualTo(DnsAnomaly.TRAILING_BYTES);
        String cut = DnsBytes.ANSWER.substring(0, DnsBytes.ANSWER.length() - 2);
        assertThat(played(DnsBytes.QUERY, cut).anomalies().getFirst().anomaly()).isEqualTo(DnsAnomaly.TRUNCATED_RECORD);
        String reserved = DnsBytes.QUERY.replaceFirst("^00010100", "00010140");
        assertThat(played(reserved, "").anomalies().getFirst().anomaly()).isEqualTo(DnsAnomaly.RESERVED_BIT);
    }

    @Test
    void open_queries_are_bounded() {
        Conversation conversation = new Conversation(new DnsDecoder(), Transport.UDP, 53);
        for (int query = 0; query <= DnsLimits.standard().outstandingMax(); query++) {
            conversation.request(DnsBytes.QUERY);
        }
        assertThat(conversation.anomalies().getFirst().anomaly()).isEqualTo(DnsAnomaly.TOO_MANY_OUTSTANDING);
        assertThat(conversation.operations()).hasSize(1);
    }

    @Test
    void announced_services_are_an_identity() {
        Conversation spoken = new Conversation(new MdnsDecoder(), Transport.UDP, 5353).request(DnsBytes.ANNOUNCE);
        assertThat(spoken.identities().getFirst().facts().toString())
                .contains("name=name, value=cam", "X100", "1.2", "_http._tcp");
        assertThat(spoken.operations().getFirst().operation().access()).isEqualTo(Access.PUBLISH);
    }

    @Test
    void recognised_by_content() {
        assertThat(at(20_000, DnsBytes.QUERY)).isEqualTo(Recognition.YES);
        assertThat(at(20_000, DnsBytes.ANSWER)).isEqualTo(Recognition.YES);
        assertThat(at(5353, DnsBytes.QUERY)).isEqualTo(Recognition.NO);
        assertThat(at(20_000, "0001 0000 0006 0103 0000 000A")).isEqualTo(Recognition.NO);
        assertThat(at(53, "474554202F20485454502F312E310D0A")).isEqualTo(Recognition.NO);
    }
}
