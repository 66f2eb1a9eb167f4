package io.fieldwarden.agent.decode.dnp3;

import static io.fieldwarden.agent.decode.dnp3.Dnp3Wire.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Dnp3DecoderTest {
    private static final String CROB = "0C 01 28 01 00 | 08 00 | 41 01 F4010000 00000000 ";

    private final Conversation talk = new Conversation(new Dnp3Decoder(), Transport.TCP, 20_000);

    private Conversation ask(byte[] bytes) {
        return talk.feed(Direction.FROM_ORIGINATOR, bytes);
    }

    private Conversation tell(byte[] bytes) {
        return talk.feed(Direction.FROM_RESPONDER, bytes);
    }

    private Conversation exchange(String request, String response) {
        ask(Dnp3Wire.ask(request));
        return tell(Dnp3Wire.tell(response));
    }

    private OperationSeen only() {
        assertThat(talk.operations()).hasSize(1);
        return talk.operations().getFirst();
    }

    private List<String> values() {
        List<String> texts = new ArrayList<>();
        for (ValueSeen value : talk.values()) {
            for (int index = 0; index < value.values().size(); index++) {
                texts.add(value.way() + " " + value.points().name(index) + " "
                        + value.values().text(index) + " " + value.quality());
            }
        }
        return texts;
    }

    private List<String> anomalies() {
        return talk.anomalies().stream().map(seen -> seen.anomaly().code()).toList();
    }

    @Test
    void read_with_flags_and_times() {
        exchange(
                "C0 01 | 3C 01 06",
                "C0 81 9000 | 01 02 00 00 02 | 81 01 05 | 1E 02 00 03 03 | 01 2EFB"
                        + "| 33 01 07 01 | E80300000000 | 02 03 17 01 05 | 81 0A00 | 04 01 17 01 01 | C1");
        assertThat(only().operation().name()).isEqualTo("read");
        assertThat(only().operation().access()).isEqualTo(Access.READ);
        assertThat(only().operation().scope()).isEqualTo("outstation 1024");
        assertThat(only().operation().attribute("objects")).isEqualTo("g60v1");
        assertThat(only().operation().attribute("response_objects"))
                .isEqualTo("g1v2[0-2] g30v2[3-3] g51v1(1) g2v3(1) g4v1(1)");
        assertThat(only().operation().attribute("iin_flags")).isEqualTo("device_restart,need_time");
        assertThat(only().operation().attribute("flags")).isEqualTo("comm_lost");
        assertThat(only().operation().attribute("time_tags")).isEqualTo("binary-input/5@1970-01-01T00:00:01.010Z");
        assertThat(only().outcome()).hasToString("succeeded");
        assertThat(values())
                .containsExactly(
                        "READ 1024/binary-input/0 1 GOOD",
                        "READ 1024/binary-input/1 0 GOOD",
                        "READ 1024/binary-input/2 0 BAD",
                        "READ 1024/analog-input/3 -1234 GOOD",
                        "READ 1024/binary-input/5 1 GOOD",
                        "READ 1024/double-bit-input/1 3 GOOD");
        assertThat(talk.anomalies()).isEmpty();
    }

    @Test
    void select_and_operate_write_once_confirmed() {
        exchange("C0 03 | " + CROB + "00", "C0 81 0000 | " + CROB + "00");
        assertThat(talk.values()).isEmpty();
        exchange("C1 04 | " + CROB + "00", "C1 81 0000 | " + CROB + "00");
        assertThat(values()).containsExactly("WRITTEN 1024/binary-output/8 1 UNSTATED");
        OperationSeen operate = talk.operations().getLast();
        assertThat(operate.operation().attribute("trip_control_code")).isEqualTo("close");
        assertThat(operate.operation().attribute("operation_type")).isEqualTo("pulse_on");
        assertThat(operate.operation().attribute("on_time")).isEqualTo("500");
        assertThat(operate.operation().attribute("status_code")).isEqualTo("success");
        assertThat(operate.operation().points()).hasToString("1024/binary-output/8");
        assertThat(talk.anomalies()).isEmpty();
    }

    @Test
    void refused_command_writes_nothing() {
        exchange("C1 04 | " + CROB + "00", "C1 81 0000 | " + CROB + "02");
        assertThat(only().outcome()).hasToString("refused (no_select)");
        assertThat(talk.values()).isEmpty();
        assertThat(anomalies()).containsExactly("operate-without-select");
    }

    @Test
    void indications_refuse() {
        exchange("C0 01 | 01 02 00 00 05", "C0 81 0006");
        assertThat(only().outcome()).hasToString("refused (parameter_error,object_unknown)");
        assertThat(only().operation().points()).hasToString("1024/binary-input/0..5");
    }

    @Test
    void restart_executes_and_disable_unsolicited_configures() {
        exchange("C0 0D", "C0 81 0000 | 34 02 07 01 | E803");
        exchange("C1 15 | 3C 02 06", "C1 81 0000");
        assertThat(talk.operations())
                .extracting(seen -> seen.operation().access())
                .containsExactly(Access.EXECUTE, Access.CONFIGURE);
        assertThat(talk.operations().getFirst().operation().attribute("time_delay_ms"))
                .isEqualTo("1000");
    }

    @Test
    void unsolicited_is_told_with_its_confirmation() {
        tell(Dnp3Wire.tell("F1 82 0000 | 20 02 28 01 00 01 00 | 01 0500"));
        assertThat(talk.operations()).isEmpty();
        assertThat(values()).containsExactly("REPORTED 1024/analog-input/1 5 GOOD");
        ask(Dnp3Wire.ask("D1 00"));
        assertThat(talk.operations())
                .extracting(seen -> seen.operation().name() + " " + seen.outcome())
                .containsExactly("confirm one-way", "unsolicited_response succeeded");
    }

    @Test
    void file_names_modes_and_status() {
        exchange(
                "C0 19 | 46 03 5B 01 | 1F00 | 1A00 0500 000000000000 A401 11223344 10000000 0200 0004 0700 612E747874",
                "C0 81 0000 | 46 04 5B 01 | 0D00 | 78563412 00000000 0004 0700 01");
        assertThat(only().operation().attribute("file_name")).isEqualTo("a.txt");
        assertThat(only().operation().attribute("file_mode")).isEqualTo("write");
        assertThat(only().operation().attribute("credentials")).isEqualTo("true");
        assertThat(only().operation().toString()).doesNotContain("44332211").doesNotContain("1144201489");
        assertThat(only().operation().access()).isEqualTo(Access.CONFIGURE);
        assertThat(only().outcome()).hasToString("refused (permission_denied)");
    }

    @Test
    void identity_is_told_once() {
        for (int time = 0; time < 2; time++) {
            exchange(
                    "C3 01 | 00 FE 00 00 00",
                    "C3 81 0000 | 00 FC 00 00 00 | 01 04 41434D45 | 00 F8 00 00 00 | 01 02 3432");
        }
        assertThat(talk.identities()).hasSize(1);
        assertThat(talk.identities().getFirst().facts())
                .extracting(fact -> fact.name() + "=" + fact.value())
                .containsExactly("outstation=1024", "vendor=ACME", "serial=42");
        assertThat(talk.operations().getFirst().operation().access()).isEqualTo(Access.IDENTIFY);
    }

    @Test
    void several_fragments_are_one_answer_and_repeats_one_instance() {
        exchange("C0 01 | 3C 01 06", "80 81 1000 | 01 01 00 00 07 | 05");
        tell(Dnp3Wire.tell("41 81 0000 | 0A 01 00 00 07 | 06"));
        assertThat(only().operation().attribute("fragments")).isEqualTo("2");
        assertThat(values()).hasSize(16);
        exchange("C5 01 | 3C 02 06", "C5 81 0000");
        exchange("C5 01 | 3C 02 06", "C5 81 0000");
        List<OperationSeen> all = talk.operations();
        assertThat(all.get(2).operation()).isSameAs(all.get(1).operation());
    }

    @Test
    void cut_at_every_byte_it_says_the_same() {
        byte[] request = Dnp3Wire.ask("C0 01 | 6E 00 06");
        byte[] response = Dnp3Wire.tell("C0 81 0000 | 6E 80 00 00 04 | " + "41".repeat(640));
        List<Observation> whole = feed(request, response, 0).observations;
        assertThat(whole).hasSize(6);
        for (int cut = 1; cut < response.length; cut++) {
            assertThat(feed(request, response, cut).values()).hasSize(5);
        }
    }

    private static Conversation feed(byte[] request, byte[] response, int cut) {
        Conversation talk = new Conversation(new Dnp3Decoder(), Transport.TCP, 20_000);
        talk.feed(Direction.FROM_ORIGINATOR, request);
        if (cut > 0) {
            talk.feed(Direction.FROM_RESPONDER, java.util.Arrays.copyOf(response, cut));
        }
        return talk.feed(Direction.FROM_RESPONDER, java.util.Arrays.copyOfRange(response, cut, response.length));
    }

    @Test
    void broken_frames_are_told_and_the_next_is_found() {
        byte[] data = Dnp3Wire.ask("C0 0D");
        data[12] ^= 1;
        byte[] header = Dnp3Wire.ask("C0 0D");
        header[5] ^= 1;
        ask(data).feed(Direction.FROM_ORIGINATOR, header);
        ask(frame(0xC4, 1024, 1, Corpus.hex("C0 C0 00")));
        ask(new byte[] {1, 2, 3});
        ask(Dnp3Wire.ask("C1 0E"));
        assertThat(anomalies()).containsExactly("data-crc", "header-crc", "bad-start");
        tell(Dnp3Wire.tell("C1 81 0000"));
        assertThat(talk.operations().getLast().operation().name()).isEqualTo("warm_restart");
    }

    @Test
    void what_breaks_the_rules_of_objects() {
        for (String objects : List.of("01 02 0C", "01 02 00 05 04", "01 02 00 00", "C8 01 00 00 00", "01 63 06")) {
            ask(Dnp3Wire.ask("C0 02 | " + objects));
        }
        ask(Dnp3Wire.ask("C0 63"));
        ask(Dnp3Wire.tell("C0 01"));
        ask(Dnp3Wire.ask("C0"));
        assertThat(anomalies())
                .containsExactly(
                        "illegal-qualifier",
                        "illegal-range",
                        "object-truncated",
                        "unknown-object",
                        "unknown-object",
                        "unknown-function",
                        "direction-mismatch",
                        "fragment-too-short");
    }

    @Test
    void what_breaks_the_rules_of_link_and_transport() {
        ask(frame(0xD4, 1024, 1, Corpus.hex("C0 C0 0D")));
        ask(frame(0xC7, 1024, 1, new byte[0]));
        ask(frame(0xC4, 1024, 1, new byte[0]));
        ask(frame(0xC4, 1024, 1, Corpus.hex("05 C0 01")));
        tell(Dnp3Wire.tell("C7 81 0000"));
        ask(new byte[] {5, 0x64, 9}).close();
        assertThat(anomalies())
                .containsExactly(
                        "link-control",
                        "link-control",
                        "bad-length",
                        "transport-sequence",
                        "response-without-request",
                        "truncated");
    }

    @Test
    void link_requests_broadcasts_and_time_outs() {
        ask(frame(0xC9, 1024, 1, new byte[0]));
        tell(frame(0x0B, 1, 1024, new byte[0]));
        ask(Dnp3Wire.segments(0xC4, 0xFFFF, 1, Corpus.hex("C0 0D")));
        ask(Dnp3Wire.ask("C1 01 | 3C 01 06"));
        talk.secondsLater(11);
        assertThat(talk.operations())
                .extracting(seen -> seen.operation().name() + " " + seen.outcome())
                .containsExactly("request_link_status succeeded", "cold_restart one-way", "read unanswered");
    }

    @Test
    void most_requests_and_longest_fragment() {
        for (int request = 0; request < 65; request++) {
            ask(Dnp3Wire.ask("C0 01 | 01 02 00 " + String.format("%02X FF", request)));
        }
        assertThat(anomalies()).containsExactly("too-many-outstanding");
        tell(Dnp3Wire.tell("C0 81 0000 | 6E FF 01 0000 FF00 | " + "41".repeat(256 * 255)));
        assertThat(anomalies()).doesNotContain("overlong-fragment");
        assertThat(talk.operations().getLast().operation().attribute("response_objects"))
                .isEqualTo("g110v255[0-255]");
        tell(Dnp3Wire.tell("C0 81 0000 | 6E FF 01 0000 0001 | " + "41".repeat(257 * 255)));
        assertThat(anomalies()).contains("overlong-fragment");
    }

    @Test
    void recognised_by_its_start_and_check_alone() {
        Dnp3Decoder decoder = new Dnp3Decoder();
        var elsewhere = Conversation.connection(Transport.TCP, 4711, false);
        byte[] frame = Dnp3Wire.ask("C0 01 | 3C 01 06");
        Window first = new Window();
        assertThat(decoder.recognise(first.over(frame), Direction.FROM_ORIGINATOR, elsewhere))
                .isEqualTo(Recognition.YES);
        for (int size = 1; size < 10; size++) {
            Window part = first.over(frame, 0, size);
            assertThat(decoder.recognise(part, Direction.FROM_RESPONDER, elsewhere))
                    .isEqualTo(Recognition.MAYBE);
        }
        frame[8] ^= 1;
        assertThat(decoder.recognise(first.over(frame), Direction.FROM_ORIGINATOR, elsewhere))
                .isEqualTo(Recognition.NO);
        for (String other :
                List.of("474554202f20485454502f312e31", "0300001611e00000", "00010000000601030000", "680407000000")) {
            assertThat(decoder.recognise(first.over(Corpus.hex(other)), Direction.FROM_ORIGINATOR, elsewhere))
                    .isEqualTo(Recognition.NO);
        }
    }

    @Test
    void datagrams_stand_alone_and_gaps_forgive() {
        Conversation datagrams = new Conversation(new Dnp3Decoder(), Transport.UDP, 20_000);
        datagrams.feed(Direction.FROM_ORIGINATOR, Dnp3Wire.ask("C0 01 | 3C 01 06"));
        datagrams.feed(Direction.FROM_RESPONDER, Dnp3Wire.tell("C0 81 0000 | 01 01 00 00 07 | 05"));
        assertThat(datagrams.operations()).hasSize(1);
        datagrams.feed(Direction.FROM_ORIGINATOR, new byte[] {5, 0x64, 9});
        assertThat(datagrams.anomalies()).hasSize(1);
        talk.gap(Direction.FROM_ORIGINATOR, 100);
        ask(new byte[] {1, 2, 3});
        ask(Dnp3Wire.ask("C1 04 | " + CROB + "00"));
        assertThat(talk.anomalies()).isEmpty();
    }
}
