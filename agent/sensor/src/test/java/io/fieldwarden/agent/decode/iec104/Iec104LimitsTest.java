package io.fieldwarden.agent.decode.iec104;

import static io.fieldwarden.agent.decode.iec104.Iec104Bytes.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anomalies that stand at limits, what a gap makes of a connection, and what is not IEC 104. */
class Iec104LimitsTest {
    private static final String REPORT = "01 01 0300 0100 E90300 01";
    private static final String COMMAND = "32 01 %s00 0100 %s0700 %s 00";

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

    private static Recognition recognised(String bytes, int port) {
        return new Iec104Decoder()
                .recognise(
                        new Window().over(Corpus.hex(bytes)),
                        Direction.FROM_ORIGINATOR,
                        Conversation.connection(Transport.TCP, port, false));
    }

    @Test
    void an_asdu_has_a_head() {
        assertThat(codes(begun().answer(information(0, 0, "01 01 0300 01")))).containsExactly("asdu-too-short");
        assertThat(codes(begun().answer(information(0, 0, "")))).containsExactly("asdu-too-short");
    }

    @Test
    void an_asdu_has_as_many_objects_as_its_type() {
        assertThat(codes(begun().answer(information(0, 0, "01 00 0300 0100")))).containsExactly("object-count");
        String two = "2D 02 0600 0100 D10700 01 D20700 01";
        assertThat(codes(begun().request(information(0, 0, two)))).containsExactly("object-count");
    }

    @Test
    void reserved_causes_are_told() {
        assertThat(codes(begun().answer(information(0, 0, "01 01 1200 0100 E90300 01"))))
                .containsExactly("unknown-cause");
        assertThat(codes(begun().answer(information(0, 0, "01 01 0000 0100 E90300 01"))))
                .containsExactly("unknown-cause");
    }

    @Test
    void not_every_common_address_is_one() {
        assertThat(codes(begun().answer(information(0, 0, "01 01 0300 0000 E90300 01"))))
                .containsExactly("illegal-common-address");
        assertThat(codes(begun().request(information(0, 0, "2D 01 0600 FFFF D10700 01"))))
                .containsExactly("illegal-common-address");
        assertThat(codes(begun().request(information(0, 0, "64 01 0600 FFFF 000000 14"))))
                .isEmpty();
    }

    @Test
    void more_than_the_window_is_told_once() {
        Conversation conversation = begun();
        for (int sent = 0; sent < 12; sent++) {
            conversation.answer(information(sent, 0, REPORT));
        }
        assertThat(codes(conversation)).isEmpty();
        conversation.answer(information(12, 0, REPORT)).answer(information(13, 0, REPORT));
        assertThat(codes(conversation)).containsExactly("window-exceeded");
    }

    @Test
    void an_acknowledged_window_is_open_again() {
        Conversation conversation = begun();
        for (int sent = 0; sent < 40; sent++) {
            conversation.answer(information(sent, 0, REPORT));
            if (sent % 8 == 7) {
                conversation.request(acknowledged(sent + 1));
            }
        }
        assertThat(codes(conversation)).isEmpty();
    }

    @Test
    void data_needs_a_start() {
        Conversation never = new Conversation(new Iec104Decoder(), Transport.TCP, 2404);
        assertThat(codes(never.answer(information(0, 0, REPORT)).answer(information(1, 0, REPORT))))
                .containsExactly("data-while-stopped");
        Conversation stopped = begun().request("68 04 13000000")
                .answer(information(0, 0, REPORT))
                .answer("68 04 23000000");
        assertThat(codes(stopped)).isEmpty();
        assertThat(codes(stopped.answer(information(1, 0, REPORT)))).containsExactly("data-while-stopped");
    }

    @Test
    void a_confirmation_repeats_the_value() {
        Conversation conversation = begun().request(information(0, 0, COMMAND.formatted("06", "D1", "00002041")))
                .answer(information(0, 1, COMMAND.formatted("07", "D1", "00003041")));
        assertThat(codes(conversation)).containsExactly("confirmation-mismatch");
    }

    @Test
    void the_oldest_of_too_many_commands_is_unanswered() {
        Conversation conversation = begun();
        for (int sent = 0; sent <= 64; sent++) {
            String address = String.format("%02X", sent);
            conversation.request(information(sent, 0, COMMAND.formatted("06", address, "00002041")));
            conversation.answer(acknowledged(sent + 1));
        }
        assertThat(codes(conversation)).containsExactly("too-many-open");
        assertThat(conversation.operations().getLast().outcome()).isEqualTo(Outcome.UNANSWERED);
        assertThat(conversation.operations().getLast().operation().points()).hasToString("1/ioa/1792");
    }

    @Test
    void a_termination_says_something_only_if_it_is_negative() {
        Conversation conversation = begun().request(information(0, 0, COMMAND.formatted("06", "D1", "00002041")))
                .answer(information(0, 1, COMMAND.formatted("07", "D1", "00002041")))
                .answer(information(1, 1, COMMAND.formatted("0A", "D1", "00002041")))
                .request(information(1, 2, COMMAND.formatted("06", "D1", "00002041")))
                .answer(information(2, 2, COMMAND.formatted("07", "D1", "00002041")))
                .answer(information(3, 2, COMMAND.formatted("4A", "D1", "00002041")));
        conversation.secondsLater(20).close();
        assertThat(conversation.operations().stream().map(seen -> seen.outcome().toString()))
                .containsExactly("succeeded", "succeeded", "succeeded", "refused (actterm_negative)");
        assertThat(conversation.values()).hasSize(2);
        assertThat(codes(conversation)).isEmpty();
    }

    @Test
    void after_a_gap_the_next_message_is_found() {
        Conversation conversation = begun().answer(information(0, 0, REPORT));
        conversation.gap(Direction.FROM_RESPONDER, 30);
        conversation.answer("01 E90300 01" + information(5, 0, REPORT) + information(6, 0, REPORT));
        assertThat(conversation.values()).hasSize(3);
        assertThat(codes(conversation.close())).isEmpty();
    }

    @Test
    void after_a_gap_an_answer_needs_no_request() {
        Conversation conversation = begun();
        conversation.gap(Direction.FROM_ORIGINATOR, 16);
        conversation.answer(information(0, 1, COMMAND.formatted("07", "D1", "00002041")));
        assertThat(codes(conversation)).isEmpty();
        assertThat(conversation.operations().getLast().operation().name()).isEqualTo("c_se_nc_1");
    }

    @Test
    void a_search_for_the_next_message_ends() {
        Conversation conversation = begun();
        conversation.gap(Direction.FROM_RESPONDER, 30);
        for (int times = 0; times < 70 && !conversation.malformed(); times++) {
            conversation.feed(Direction.FROM_RESPONDER, new byte[1024]);
        }
        assertThat(conversation.malformed()).isTrue();
    }

    @Test
    void other_protocols_are_not_taken_for_it() {
        for (String other : List.of(
                "474554202F20485454502F312E310D0A", // HTTP
                "0300001611E00000000100C0010AC1020100C2020102", // COTP
                "160301020001000001FC0303", // TLS
                "000100000006010300000001", // Modbus
                "5353482D322E302D", // SSH
                "10 2C 0004 4D515454 04 02 003C", // MQTT
                "0564 05C0 0100 0000 0421", // DNP3
                "6804 6804 5300 1010", // M-Bus, fixed length
                "68030368 53FE51 A2 16")) { // M-Bus, variable length
            assertThat(recognised(other, 4000)).as(other).isEqualTo(Recognition.NO);
        }
        assertThat(recognised(STARTDT_ACT, 4000)).isEqualTo(Recognition.YES);
        assertThat(recognised(information(0, 0, REPORT), 2404)).isEqualTo(Recognition.YES);
        assertThat(recognised("474554202F", 2404)).isEqualTo(Recognition.NO);
    }
}
