package io.fieldwarden.agent.decode.codesys;

import static io.fieldwarden.agent.decode.codesys.CodesysCorpus.block;
import static io.fieldwarden.agent.decode.codesys.CodesysCorpus.channel;
import static io.fieldwarden.agent.decode.codesys.CodesysCorpus.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fieldwarden.agent.decode.Conversation;
import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Anomaly;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.Transport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesysDecoderTest {
    private static final int PLAIN = 0xCD55;

    private final CodesysDecoder decoder = new CodesysDecoder();
    private Conversation conversation = new Conversation(decoder, Transport.TCP, 11740);

    private List<Anomaly> anomalies() {
        return conversation.anomalies().stream().map(AnomalySeen::anomaly).toList();
    }

    private OperationSeen only() {
        assertThat(conversation.operations()).hasSize(1);
        return conversation.operations().getFirst();
    }

    private Recognition recognise(Transport transport, String fields) {
        return decoder.recognise(
                new Window().over(Corpus.hex(fields)),
                Direction.FROM_ORIGINATOR,
                Conversation.connection(transport, 9999, false));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, device_login, SESSION",
        "1, 4, device_reset_origin, EXECUTE",
        "2, 5, app_download, CONFIGURE",
        "2, 6, app_online_change, CONFIGURE",
        "2, 16, app_start, EXECUTE",
        "2, 17, app_stop, EXECUTE",
        "2, 18, app_reset, EXECUTE",
        "3, 1, monitor_read, READ",
        "8, 4, file_transfer_download, CONFIGURE",
        "8, 7, file_transfer_upload, READ",
        "9, 6, iec_var_access_write_vars, WRITE",
        "6, 2, settings_set_int_value, CONFIGURE",
        "17, 1, plc_shell_service_1, EXECUTE",
        "119, 3, group_0x77_service_3, EXECUTE"
    })
    void service_has_its_name_and_intent(int group, int number, String name, Access access) {
        conversation.request(service(PLAIN, group, number, "")).answer(service(PLAIN, group | 0x80, number, ""));
        assertThat(only().operation().name()).isEqualTo(name);
        assertThat(only().operation().access()).isEqualTo(access);
        assertThat(only().operation().code()).isEqualTo(number);
        assertThat(only().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(only().from()).isEqualTo(Direction.FROM_ORIGINATOR);
        assertThat(anomalies()).isEmpty();
    }

    @Test
    void credentials_and_sessions_are_not_told() {
        conversation.request(service(PLAIN, 1, 2, "10 05 61646D696E 11 06 736563726574"));
        conversation.answer(service(PLAIN, 0x81, 2, "21 04 DEADBEEF"));
        assertThat(only().operation().attributes())
                .containsExactly(
                        new Attribute("service_group", "1"),
                        new Attribute("service_id", "2"),
                        new Attribute("protocol_id", "0xcd55"));
        assertThat(conversation.observations.toString()).doesNotContain("admin").doesNotContain("secret");
    }

    @Test
    void secured_service_says_so_and_repeats_are_one_operation() {
        for (int run = 0; run < 2; run++) {
            conversation.request(service(0x7557, 3, 1, "00")).answer(service(0x7557, 0x83, 1, ""));
        }
        assertThat(conversation.operations()).hasSize(2);
        OperationSeen first = conversation.operations().getFirst();
        assertThat(first.operation().attribute("protocol_id")).isEqualTo("0x7557");
        assertThat(first.operation())
                .isSameAs(conversation.operations().getLast().operation());
    }

    @Test
    void channels_open_and_close() {
        conversation.request(CodesysCorpus.OPEN).answer(CodesysCorpus.OPENED);
        conversation.request(CodesysCorpus.KEEP_ALIVE).request(CodesysCorpus.CLOSE);
        conversation
                .request(CodesysCorpus.OPEN)
                .answer(channel("83 00 0101 | 00000000 | 11223344 | 0500 | FFFF | 00000000"));
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().name() + " " + seen.outcome())
                .containsExactly("open_channel succeeded", "close_channel one-way", "open_channel refused (reason_5)");
        assertThat(anomalies()).isEmpty();
    }

    @Test
    void node_says_who_it_is_once() {
        for (int run = 0; run < 2; run++) {
            conversation.request(block(3, CodesysCorpus.RESOLVE_PACKAGE));
            conversation.answer(block(4, CodesysCorpus.NODE_INFO_PACKAGE));
        }
        assertThat(conversation.identities()).singleElement().satisfies(seen -> {
            assertThat(seen.asset().address())
                    .isEqualTo(conversation.connection.responder().address());
            assertThat(seen.facts())
                    .containsExactly(
                            new Attribute("name", "PLC"),
                            new Attribute("product", "WIN3"),
                            new Attribute("vendor", "3S"),
                            new Attribute("serial", "SN1"),
                            new Attribute("target_id", "0x00000001"),
                            new Attribute("firmware", "3.5.17.0"));
        });
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().name())
                .contains("ns_resolve_name", "ns_node_info");
    }

    @Test
    void further_blocks_of_a_message_are_its_data() {
        conversation
                .request(service(PLAIN, 2, 5, "00"))
                .request(channel("01 80 0700 | 02000000 | 00000000 | 55CD 0000"))
                .answer(service(PLAIN, 0x82, 5, ""));
        assertThat(only().operation().name()).isEqualTo("app_download");
        assertThat(anomalies()).isEmpty();
    }

    @Test
    void request_without_answer_and_answer_without_request() {
        conversation.request(service(PLAIN, 2, 17, "")).secondsLater(11);
        assertThat(only().outcome()).isEqualTo(Outcome.UNANSWERED);
        conversation.answer(service(PLAIN, 0x82, 17, ""));
        assertThat(conversation.operations().getLast().outcome()).isEqualTo(Outcome.ONE_WAY);
        conversation.request(service(PLAIN, 2, 16, "")).close();
        assertThat(conversation.operations().getLast().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void split_anywhere_it_tells_the_same() {
        byte[] request = Corpus.hex(service(PLAIN, 2, 17, "AABB"));
        for (int cut = 1; cut < request.length; cut++) {
            conversation = new Conversation(decoder, Transport.TCP, 11740);
            conversation
                    .feed(Direction.FROM_ORIGINATOR, Arrays.copyOf(request, cut))
                    .feed(Direction.FROM_ORIGINATOR, Arrays.copyOfRange(request, cut, request.length))
                    .answer(service(PLAIN, 0x82, 17, ""));
            assertThat(only().operation().name()).isEqualTo("app_stop");
        }
    }

    @Test
    void after_a_gap_the_next_block_is_found() {
        conversation.gap(Direction.FROM_ORIGINATOR, 100);
        conversation.request("AABBCC" + service(PLAIN, 2, 17, "")).close();
        assertThat(only().operation().name()).isEqualTo("app_stop");
        assertThat(anomalies()).isEmpty();
    }

    @Test
    void second_version_is_told() {
        conversation.request("BBBB 01000000 01").answer(CodesysCorpus.secondIdentity());
        assertThat(only().operation().name()).isEqualTo("v2_get_target_ident");
        assertThat(conversation.identities().getFirst().facts())
                .containsExactly(
                        new Attribute("os", "Windows"),
                        new Attribute("os_version", "XM"),
                        new Attribute("product", "P1S"));
        conversation.request("BBBB 00000001 92").answer("BBBB 00000001 00");
        assertThat(conversation.operations().getLast().operation().name()).isEqualTo("v2_service_0x92");
        assertThat(conversation.operations().getLast().operation().access()).isEqualTo(Access.EXECUTE);
        assertThat(anomalies()).isEmpty();
        conversation.request("BBBB FFFFFFFF 92");
        assertThat(anomalies()).containsExactly(CodesysAnomaly.BAD_BLOCK_LENGTH);
        assertThat(conversation.malformed()).isTrue();
    }

    @Test
    void every_broken_rule_has_its_anomaly() {
        conversation.request("000117E8 10000000 | C5 6B 40 40 00 FF | 0000");
        conversation.request(block(9, "")).request(channel("77 00"));
        conversation.answer(block(4, "80C2 0004"));
        conversation.answer(block(4, CodesysCorpus.NODE_INFO_PACKAGE.replace("0300 0400 0200", "FFFF 0400 0200")));
        conversation.request(channel("01 81 0700 | 01000000 | 00000000 | 04000000 00000000 | 55CD 1000"));
        conversation.request(service(0x1234, 1, 1, ""));
        assertThat(anomalies())
                .containsExactly(
                        CodesysAnomaly.TRUNCATED_HEADER,
                        CodesysAnomaly.UNKNOWN_DATAGRAM_SERVICE,
                        CodesysAnomaly.UNKNOWN_CHANNEL_COMMAND,
                        CodesysAnomaly.BAD_NODE_INFO,
                        CodesysAnomaly.BAD_NODE_INFO,
                        CodesysAnomaly.BAD_SERVICE_HEADER,
                        CodesysAnomaly.BAD_SERVICE_HEADER);
        conversation.request("000117E9 10000000");
        assertThat(anomalies()).endsWith(CodesysAnomaly.BAD_MAGIC);
        assertThat(conversation.malformed()).isTrue();
        conversation = new Conversation(decoder, Transport.TCP, 11740);
        conversation.request("000117E8 FFFFFFFF");
        assertThat(anomalies()).containsExactly(CodesysAnomaly.BAD_BLOCK_LENGTH);
    }

    @Test
    void limits_are_kept() {
        CodesysLimits small = new CodesysLimits(128, 1, 1_000_000_000L, 2, 1, 1, 64);
        conversation = new Conversation(new CodesysDecoder(small), Transport.TCP, 11740);
        conversation.request(service(PLAIN, 2, 17, "")).request(service(PLAIN, 2, 16, ""));
        assertThat(only().outcome()).as("open").isEqualTo(Outcome.UNANSWERED);
        assertThat(anomalies()).containsExactly(CodesysAnomaly.TOO_MANY_OPEN);
        conversation.secondsLater(2);
        assertThat(conversation.operations()).as("time for an answer").hasSize(2);
        conversation.answer(block(4, CodesysCorpus.NODE_INFO_PACKAGE));
        assertThat(conversation.identities().getFirst().facts()).as("texts").contains(new Attribute("name", "PL"));
        conversation.gap(Direction.FROM_ORIGINATOR, 1).request("AA".repeat(100));
        assertThat(conversation.malformed()).as("resync").isTrue();
        conversation = new Conversation(new CodesysDecoder(small), Transport.TCP, 11740);
        conversation.request(service(PLAIN, 2, 17, "AA".repeat(100)));
        assertThat(anomalies()).as("block").containsExactly(CodesysAnomaly.BAD_BLOCK_LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> new CodesysLimits(1, 1, 1, 2, 1, 1, 64));
    }

    @Test
    void recognised_by_its_bytes() {
        assertThat(recognise(Transport.TCP, CodesysCorpus.OPEN)).isEqualTo(Recognition.YES);
        assertThat(recognise(Transport.TCP, "000117E8")).isEqualTo(Recognition.MAYBE);
        assertThat(recognise(Transport.TCP, "BBBB 01000000 01")).isEqualTo(Recognition.YES);
        assertThat(recognise(Transport.TCP, "BB")).isEqualTo(Recognition.MAYBE);
        for (List<Corpus.Message> messages : new CodesysDatagramCorpus().conversations()) {
            for (Corpus.Message message : messages) {
                assertThat(decoder.recognise(
                                new Window().over(message.bytes()),
                                message.from(),
                                Conversation.connection(Transport.UDP, 1740, false)))
                        .isEqualTo(Recognition.YES);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001 0000 0006 01 03 0000 0001", // Modbus
                "0300 0016 11E0 0000 0001 00C1", // S7
                "000117E8 FFFFFFFF C5 6B 40 40 00 33",
                "000117E8 20000000 00 6B 40 40 00 33",
                "BBBB 05000000 01",
                "BBAA 01000000 01",
                "474554202F20485454502F312E31"
            })
    void what_is_another_protocol_is_left_alone(String fields) {
        assertThat(recognise(Transport.TCP, fields)).isEqualTo(Recognition.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C56B", // short
                "C5 6B 40 40 00 33 0000",
                "C5 6B 40 03 00 00 0000 0000000000000000", // no package of the name service
                "C5 6B 40 40 00 00 0000 55000000", // no command of a channel
                "C5 00 40 40 00 00 0000 01000000",
                "810A 0008 0120 FFFF" // BACnet
            })
    void datagram_of_another_protocol_is_left_alone(String fields) {
        assertThat(recognise(Transport.UDP, fields)).isEqualTo(Recognition.NO);
    }
}
