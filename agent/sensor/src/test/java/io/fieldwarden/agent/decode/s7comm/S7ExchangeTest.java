package io.fieldwarden.agent.decode.s7comm;

import static io.fieldwarden.agent.decode.s7comm.S7Corpus.ack;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.job;
import static io.fieldwarden.agent.decode.s7comm.S7Corpus.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests, answers, and what is told of them. */
class S7ExchangeTest {
    private final Conversation conversation = new Conversation(new S7Decoder(), Transport.TCP, 102);

    private static List<String> ends(Conversation told) {
        return told.operations().stream()
                .map(seen -> seen.operation().name() + " " + seen.operation().points() + " " + seen.outcome())
                .toList();
    }

    private static List<String> values(Conversation told) {
        return told.values().stream()
                .map(seen ->
                        seen.way() + " " + seen.points() + " " + seen.values().text(0))
                .toList();
    }

    @Test
    void items_of_a_read_each_have_an_end_and_a_value() {
        conversation.request(job(2, "0402 120A10040002000184000010 120A10010001000083000051", ""));
        conversation.answer(ack(2, 0, "0402", "FF040020 0001FFFF 0A000000"));
        assertThat(ends(conversation))
                .containsExactly(
                        "read_var db1/dbb/2..5 succeeded", "read_var m/mx/10.1 refused (object_does_not_exist)");
        assertThat(values(conversation)).containsExactly("READ db1/dbw/2 1", "READ db1/dbw/4 65535");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void a_write_tells_its_values_once_it_is_confirmed() {
        conversation.request(job(3, "0501 120A10020003000083000050", "00040018 010203"));
        assertThat(conversation.values()).isEmpty();
        conversation.answer(ack(3, 0, "0501", "FF"));
        assertThat(values(conversation)).containsExactly("WRITTEN m/mb/10..12 1");
    }

    @Test
    void a_refused_write_keeps_what_it_tried() {
        conversation.request(job(3, "0501 120A10020003000083000050", "00040018 010203"));
        conversation.answer(ack(3, 0, "0501", "05"));
        OperationSeen seen = conversation.operations().getFirst();
        assertThat(seen.operation().attribute("values")).isEqualTo("1,2,3");
        assertThat(seen.outcome().name()).isEqualTo("invalid_address");
        assertThat(conversation.values()).isEmpty();
    }

    @Test
    void stop_start_and_refused_copying() {
        conversation.request(job(2, "29 0000000000 09 505F50524F4752414D", ""));
        conversation.answer(ack(2, 0, "29", ""));
        conversation.request(job(3, "28 000000000000FD 0000 09 505F50524F4752414D", ""));
        conversation.answer(ack(3, 0, "28", ""));
        conversation.request(job(4, "28 000000000000FD 0002 4550 05 5F4D4F4455", ""));
        conversation.answer(ack(4, 0xD241, "28", ""));
        assertThat(ends(conversation))
                .containsExactly(
                        "plc_stop null succeeded",
                        "pi_service_p_program null succeeded",
                        "pi_service_modu null refused (operation_not_permitted_in_current_protection_level)");
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().access())
                .containsExactly(Access.EXECUTE, Access.EXECUTE, Access.CONFIGURE);
    }

    @Test
    void a_password_is_told_to_be_there_and_never_kept() {
        conversation.request(user(3, "0001120411450100", "FF090008 5365637265743132"));
        conversation.answer(user(3, "00011208128501030000D602", "0A000000"));
        assertThat(ends(conversation)).containsExactly("plc_password null refused (incorrect_password)");
        assertThat(conversation.operations().getFirst().operation().attribute("password"))
                .isEqualTo("given");
        assertThat(conversation.observations.toString())
                .doesNotContain("Secret")
                .doesNotContain("5365637265743132");
    }

    @Test
    void a_status_list_names_the_cpu() {
        conversation.request(user(1, "0001120411440100", "FF090004 00110000"));
        conversation.answer(user(
                1,
                "000112081284010100000000",
                "FF090024 00110000 001C0001 0001 3645533720414243202020202020202020202020 00C0 0003 0001"));
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts())
                .extracting(fact -> fact.name() + "=" + fact.value())
                .containsExactly("vendor=Siemens", "model=6ES7 ABC");
    }

    @Test
    void every_conversation_tells_the_same_however_it_is_cut() {
        for (List<Corpus.Message> messages : new S7Corpus().conversations()) {
            Conversation whole = new Conversation(new S7Decoder(), Transport.TCP, 102);
            Conversation cut = new Conversation(new S7Decoder(), Transport.TCP, 102);
            for (Corpus.Message message : messages) {
                whole.feed(message.from(), message.bytes());
                for (int at = 0; at < message.bytes().length; at++) {
                    cut.feed(message.from(), Arrays.copyOfRange(message.bytes(), at, at + 1));
                }
            }
            assertThat(ends(whole)).isNotEmpty().isEqualTo(ends(cut));
            assertThat(values(whole)).isEqualTo(values(cut));
            assertThat(whole.anomalies()).isEmpty();
        }
    }

    @Test
    void stopping_through_s7comm_plus_is_an_execution() {
        Conversation told = new Conversation(new S7Decoder(), Transport.TCP, 102);
        new S7Corpus().conversations().getLast().forEach(message -> told.feed(message.from(), message.bytes()));
        assertThat(told.connection.protocol()).isEqualTo("s7comm-plus");
        OperationSeen last = told.operations().getLast();
        assertThat(last.operation().access()).isEqualTo(Access.EXECUTE);
        assertThat(last.operation().attribute("operating_state")).isEqualTo("stop");
    }

    @Test
    void values_set_through_s7comm_plus_are_told_once_they_are_taken() {
        String address = "00 88D0B88003 02 9376 0A";
        String set = S7Corpus.plus(
                "31 0000 0542 0000 0003 000003BE 34 00000000 01 04" + address + "01 0004 8737 00 00000000 00000000");
        conversation.request(set);
        assertThat(conversation.values()).isEmpty();
        conversation.answer(S7Corpus.plus("32 0000 0542 0000 0003 34 00 00 00000000"));
        assertThat(values(conversation)).containsExactly("WRITTEN db3/10 951");
        conversation.request(set).answer(S7Corpus.plus("32 0000 0542 0000 0003 34 00 01 8BFFFFFF00 00 00000000"));
        assertThat(conversation.values()).as("an item with an error").hasSize(1);
    }

    @Test
    void a_secret_set_through_s7comm_plus_is_never_told() {
        conversation.request(S7Corpus.plus(
                "31 0000 0542 0000 0003 000003BE 34 000003BE 01 01 8E36 01 0015 06 536563726574 00 00000000"));
        conversation.answer(S7Corpus.plus("32 0000 0542 0000 0003 34 00 00 00000000"));
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.values()).isEmpty();
        assertThat(conversation.observations.toString()).doesNotContain("Secret");
    }

    @Test
    void no_answer_within_ten_seconds_is_unanswered() {
        conversation.request(job(2, "0401 120A10040001000184000010", "")).secondsLater(11);
        assertThat(ends(conversation)).containsExactly("read_var db1/dbw/2 unanswered");
    }

    @Test
    void recognised_by_what_is_carried() {
        assertThat(recognised(S7Corpus.CONNECT)).isEqualTo(Recognition.MAYBE);
        assertThat(recognised(job(2, "0401 120A10040001000184000010", ""))).isEqualTo(Recognition.YES);
        assertThat(recognised("474554202F20485454502F312E310D0A")).isEqualTo(Recognition.NO);
        assertThat(recognised(S7Corpus.data("0D0905")))
                .as("a session PDU of MMS")
                .isEqualTo(Recognition.NO);
    }

    private static Recognition recognised(String fields) {
        return new S7Decoder()
                .recognise(
                        new Window().over(Corpus.hex(fields)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.TCP, 102, false));
    }
}
