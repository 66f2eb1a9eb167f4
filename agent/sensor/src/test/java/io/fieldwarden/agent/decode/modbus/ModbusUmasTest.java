package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusConversation.adu;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModbusUmasTest {
    private final ModbusConversation conversation = new ModbusConversation();

    private OperationSeen only() {
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.anomalies()).isEmpty();
        return conversation.operations().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "01, umas_init_comms, SESSION",
        "02, umas_read_id, IDENTIFY",
        "10, umas_take_plc_reservation, CONFIGURE",
        "12, umas_keep_alive, SESSION",
        "22, umas_read_variables, READ",
        "23, umas_write_variables, WRITE",
        "31, umas_upload_block, READ",
        "33, umas_initialize_download, CONFIGURE",
        "34, umas_download_block, CONFIGURE",
        "40, umas_start_plc, EXECUTE",
        "41, umas_stop_plc, EXECUTE",
        "EE, umas_unknown_0xee, EXECUTE"
    })
    void function_has_its_name_and_intent(String code, String name, Access access) {
        conversation.exchange("5A | 09 " + code, "5A | 09 FE");
        assertThat(only().operation().name()).isEqualTo(name);
        assertThat(only().operation().access()).isEqualTo(access);
        assertThat(only().outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(only().operation().attribute("umas_function")).isEqualToIgnoringCase("0x" + code);
        assertThat(only().operation().attributes())
                .as("the session is not told")
                .extracting(Attribute::name)
                .containsExactly("umas_function", "data_bytes");
    }

    @Test
    void refusal_has_its_error() {
        conversation.exchange("5A | 00 41", "5A | 00 FD | 8001");
        assertThat(only().outcome()).isEqualTo(Outcome.refused(0x80, "umas_error_0x8001"));
    }

    @Test
    void refusal_without_error() {
        conversation.exchange("5A | 00 41", "5A | 00 FD");
        assertThat(only().outcome()).isEqualTo(Outcome.refused(0, "umas_error"));
    }

    @Test
    void exception_of_modbus_is_a_refusal_too() {
        conversation.exchange("5A | 00 41", "DA | 01");
        assertThat(only().outcome()).isEqualTo(Outcome.refused(1, "illegal_function"));
    }

    @Test
    void read_id_says_who_it_is() {
        String id = "5A | 00 FE | 3000 01300601 3006 6002 0000 0000 0100 00000000 0000 | 0C 424D58205033342032303230";
        conversation.exchange("5A | 00 02", id).exchange("5A | 00 02", id);
        assertThat(conversation.identities())
                .as("told once")
                .singleElement()
                .satisfies(seen -> assertThat(seen.facts())
                        .containsExactly(
                                new Attribute("unit_id", "1"),
                                new Attribute("vendor", "Schneider Electric"),
                                new Attribute("model", "BMX P34 2020"),
                                new Attribute("model_id", "0x0630"),
                                new Attribute("firmware", "2.60"),
                                new Attribute("hardware", "0x0001")));
    }

    @Test
    void init_comms_says_its_name() {
        conversation.exchange("5A | 00 01 00", "5A | 00 FE | FD03 6002 00000000 00000000 | 04 504C4331");
        assertThat(conversation.identities().getFirst().facts())
                .contains(new Attribute("name", "PLC1"), new Attribute("firmware", "2.60"));
    }

    @Test
    void reservation_says_who_takes_it() {
        conversation.exchange("5A | 00 10 | 00000000 | 04 50432D31", "5A | 00 FE | 07");
        assertThat(only().operation().attribute("client_name")).isEqualTo("PC-1");
    }

    @Test
    void memory_block_says_which() {
        conversation.exchange("5A | 00 20 | 01 0100 0200 0000 1000", "5A | 00 FE | 01");
        assertThat(only().operation().attribute("block")).isEqualTo("1");
        assertThat(only().operation().attribute("offset")).isEqualTo("2");
        assertThat(only().operation().attribute("bytes")).isEqualTo("16");
    }

    @Test
    void message_longer_than_modbus_allows() {
        conversation
                .ask(adu(1, 1, "5A | 07 34" + "AB".repeat(1000)))
                .answer(adu(1, 1, "5A | 07 FE"))
                .exchange("03 | 0000 | 0001", "03 | 02 | 0007");
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("umas_download_block", "read_holding_registers");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void message_beyond_the_limit_is_overlong() {
        conversation.ask(adu(1, 1, "5A | 07 34" + "AB".repeat(ModbusUmas.LENGTH_MAX)));
        assertThat(conversation.malformed()).isTrue();
        assertThat(conversation.anomalies()).containsExactly(ModbusAnomaly.OVERLONG_ADU);
    }

    @Test
    void names_that_are_no_text_are_not_told() {
        conversation.exchange("5A | 00 10 | 00000000 | 04 00FF0102", "5A | 00 FE");
        assertThat(only().operation().attribute("client_name")).isEmpty();
        conversation.exchange("5A | 00 10 | 00000000 | FF 41", "5A | 00 FE");
        assertThat(conversation.operations().getLast().operation().attribute("client_name"))
                .isEmpty();
    }
}
