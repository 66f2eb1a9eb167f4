package io.fieldwarden.agent.decode.iec104;

import static io.fieldwarden.agent.decode.iec104.Iec104Bytes.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What exchanges tell. */
class Iec104ExchangeTest {
    private static final String SETPOINT = "32 01 %s00 0100 D10700 00002041 00";

    private static Conversation begun() {
        return new Conversation(new Iec104Decoder(), Transport.TCP, 2404)
                .request(STARTDT_ACT)
                .answer(STARTDT_CON);
    }

    private static List<String> codes(Conversation conversation) {
        return conversation.anomalies().stream()
                .map(seen -> seen.anomaly().code())
                .toList();
    }

    @Test
    void valid_conversations_raise_no_anomaly() {
        for (List<Corpus.Message> messages : new Iec104Corpus().conversations()) {
            Conversation conversation = new Conversation(new Iec104Decoder(), Transport.TCP, 2404);
            messages.forEach(message -> conversation.feed(message.from(), message.bytes()));
            assertThat(codes(conversation.close())).isSubsetOf("window-exceeded");
            assertThat(conversation.operations()).hasSizeGreaterThan(3);
        }
    }

    @Test
    void a_confirmed_set_point_is_written() {
        Conversation conversation = begun().request(information(0, 0, SETPOINT.formatted("06")))
                .answer(information(0, 1, SETPOINT.formatted("07")))
                .answer(information(1, 1, SETPOINT.formatted("0A")));
        assertThat(conversation.operations()).hasSize(2);
        assertThat(conversation.operations().getLast().operation().name()).isEqualTo("c_se_nc_1");
        assertThat(conversation.operations().getLast().outcome()).isEqualTo(Outcome.SUCCEEDED);
        ValueSeen value = conversation.values().getFirst();
        assertThat(value.way() + " " + value.points() + " " + value.values().text(0))
                .isEqualTo("WRITTEN 1/ioa/2001 10");
        assertThat(codes(conversation.close())).isEmpty();
    }

    @Test
    void a_refused_command_writes_nothing() {
        Conversation conversation = begun().request(information(0, 0, SETPOINT.formatted("06")))
                .answer(information(0, 1, SETPOINT.formatted("47")))
                .request(information(1, 1, SETPOINT.formatted("06")))
                .answer(information(1, 2, SETPOINT.formatted("6F")));
        assertThat(conversation.operations().stream().map(seen -> seen.outcome().toString()))
                .containsExactly("succeeded", "refused (actcon_negative)", "refused (ukioa)");
        assertThat(conversation.values()).isEmpty();
    }

    @Test
    void what_nobody_confirms_is_unanswered_after_t1() {
        Conversation conversation = begun().request(information(0, 0, SETPOINT.formatted("06")));
        assertThat(conversation.secondsLater(15).operations()).hasSize(1);
        assertThat(conversation.secondsLater(1).operations().getLast().outcome())
                .isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void quality_and_time_stand_with_a_report() {
        Conversation conversation =
                begun().answer(information(0, 0, "24 01 0300 0100 E90300 0000803F 80 7B22178864070D"));
        assertThat(conversation.values().getFirst().quality()).isEqualTo(ValueSeen.Quality.BAD);
        assertThat(conversation.operations().getLast().operation().attribute("cp56time"))
                .isEqualTo("2013-07-04T08:23:08.827");
        assertThat(conversation.operations().getLast().operation().attribute("summer_time"))
                .isEqualTo("1");
    }

    @Test
    void broken_messages_are_told() {
        String report = "01 01 0300 0100 E90300 01";
        assertThat(codes(begun().answer("68 03 000000"))).containsExactly("bad-length");
        assertThat(codes(begun().answer("00"))).containsExactly("bad-start");
        assertThat(codes(begun().answer("68 05 0700000000"))).containsExactly("bad-control-field");
        assertThat(codes(begun().answer("68 0E 00").close())).containsExactly("truncated");
        assertThat(codes(begun().answer(information(0, 0, "01 02 0300 0100 E90300 01"))))
                .containsExactly("objects-too-short");
        assertThat(codes(begun().answer(information(0, 0, report + "00")))).containsExactly("objects-too-long");
        assertThat(codes(begun().answer(information(0, 0, "01 01 03 01 E903 01"))))
                .containsExactly("odd-field-sizes");
        assertThat(codes(begun().answer(information(1, 0, report)))).containsExactly("sequence-gap");
        assertThat(codes(begun().answer(information(0, 1, report)))).containsExactly("wrong-acknowledgement");
        assertThat(codes(begun().answer(information(0, 0, "16 01 0300 0100 E90300 01"))))
                .containsExactly("unknown-type");
        assertThat(codes(begun().answer(information(0, 0, "01 01 0600 0100 E90300 01"))))
                .containsExactly("cause-mismatch");
        assertThat(codes(begun().answer(information(0, 0, SETPOINT.formatted("07")))))
                .containsExactly("confirmation-without-request");
    }

    @Test
    void every_cut_tells_the_same() {
        byte[] both = Corpus.hex(information(0, 0, "01 01 0300 0100 E90300 01")
                + information(1, 0, "0D 01 0300 0100 E90300 0000803F 00"));
        for (int cut = 1; cut < both.length; cut++) {
            Conversation conversation = begun();
            conversation.feed(Direction.FROM_RESPONDER, java.util.Arrays.copyOf(both, cut));
            conversation.feed(Direction.FROM_RESPONDER, java.util.Arrays.copyOfRange(both, cut, both.length));
            assertThat(conversation.values()).as("cut at %s", cut).hasSize(2);
            assertThat(codes(conversation.close())).isEmpty();
        }
    }
}
