package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusConversation.adu;
import static io.fieldwarden.agent.decode.modbus.ModbusConversation.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import io.fieldwarden.agent.observation.ValueSeen;
import org.junit.jupiter.api.Test;

/** Every public function, request and answer written field by field as in the examples of V1.1b3 clause 6. */
class ModbusExchangeTest {
    private final ModbusConversation conversation = new ModbusConversation();

    private Operation only(String name, Access access) {
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.operations()).hasSize(1);
        OperationSeen seen = conversation.operations().getFirst();
        assertThat(seen.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(seen.operation().name()).isEqualTo(name);
        assertThat(seen.operation().access()).isEqualTo(access);
        assertThat(seen.operation().scope()).isEqualTo("unit 1");
        return seen.operation();
    }

    private void onlyValue(ValueSeen.Way way, String points, String values) {
        assertThat(conversation.values()).hasSize(1);
        ValueSeen value = conversation.values().getFirst();
        assertThat(value.way()).isEqualTo(way);
        assertThat(value.points()).hasToString(points);
        assertThat(texts(value)).isEqualTo(values);
    }

    @Test
    void read_coils() {
        // function | first | quantity; function | byte count | coils
        conversation.exchange("01 | 0013 | 000A", "01 | 02 | CD 02");
        assertThat(only("read_coils", Access.READ).points()).hasToString("1/coil/19..28");
        onlyValue(ValueSeen.Way.READ, "1/coil/19..28", "1 0 1 1 0 0 1 1 0 1");
    }

    @Test
    void read_discrete_inputs() {
        conversation.exchange("02 | 00C4 | 0016", "02 | 03 | AC DB 35");
        assertThat(only("read_discrete_inputs", Access.READ).points()).hasToString("1/discrete-input/196..217");
        onlyValue(ValueSeen.Way.READ, "1/discrete-input/196..217", "0 0 1 1 0 1 0 1 1 1 0 1 1 0 1 1 1 0 1 0 1 1");
    }

    @Test
    void read_holding_registers() {
        conversation.exchange("03 | 006B | 0003", "03 | 06 | 022B 0000 FFFF");
        assertThat(only("read_holding_registers", Access.READ).points()).hasToString("1/holding-register/107..109");
        onlyValue(ValueSeen.Way.READ, "1/holding-register/107..109", "555 0 65535");
    }

    @Test
    void read_input_registers() {
        conversation.exchange("04 | 0008 | 0001", "04 | 02 | 000A");
        assertThat(only("read_input_registers", Access.READ).points()).hasToString("1/input-register/8");
        onlyValue(ValueSeen.Way.READ, "1/input-register/8", "10");
    }

    @Test
    void write_single_coil() {
        conversation.exchange("05 | 00AC | FF00", "05 | 00AC | FF00");
        assertThat(only("write_single_coil", Access.WRITE).attribute("value")).isEqualTo("1");
        onlyValue(ValueSeen.Way.WRITTEN, "1/coil/172", "1");
    }

    @Test
    void write_single_register() {
        conversation.exchange("06 | 0001 | 8003", "06 | 0001 | 8003");
        assertThat(only("write_single_register", Access.WRITE).points()).hasToString("1/holding-register/1");
        onlyValue(ValueSeen.Way.WRITTEN, "1/holding-register/1", "32771");
    }

    @Test
    void read_exception_status() {
        conversation.exchange("07", "07 | 6D");
        only("read_exception_status", Access.READ);
        onlyValue(ValueSeen.Way.READ, "1/exception-status/0..7", "1 0 1 1 0 1 1 0");
    }

    @Test
    void diagnostics() {
        conversation.exchange("08 | 0000 | A537", "08 | 0000 | A537");
        assertThat(only("diagnostics_return_query_data", Access.SESSION).attribute("sub_function"))
                .isEqualTo("0");
    }

    @Test
    void diagnostics_counter() {
        conversation.exchange("08 | 000B | 0000", "08 | 000B | 0102");
        only("diagnostics_return_bus_message_count", Access.READ);
        onlyValue(ValueSeen.Way.READ, "1/diagnostic/11", "258");
    }

    @Test
    void get_comm_event_counter() {
        conversation.exchange("0B", "0B | FFFF | 0108");
        only("get_comm_event_counter", Access.READ);
        onlyValue(ValueSeen.Way.READ, "1/comm-event-counter/0..1", "65535 264");
    }

    @Test
    void get_comm_event_log() {
        conversation.exchange("0C", "0C | 08 | 0000 | 0108 | 0121 | 20 00");
        only("get_comm_event_log", Access.READ);
    }

    @Test
    void write_multiple_coils() {
        conversation.exchange("0F | 0013 | 000A | 02 | CD 01", "0F | 0013 | 000A");
        assertThat(only("write_multiple_coils", Access.WRITE).points()).hasToString("1/coil/19..28");
        onlyValue(ValueSeen.Way.WRITTEN, "1/coil/19..28", "1 0 1 1 0 0 1 1 1 0");
    }

    @Test
    void write_multiple_registers() {
        conversation.exchange("10 | 0001 | 0002 | 04 | 000A 0102", "10 | 0001 | 0002");
        assertThat(only("write_multiple_registers", Access.WRITE).points()).hasToString("1/holding-register/1..2");
        onlyValue(ValueSeen.Way.WRITTEN, "1/holding-register/1..2", "10 258");
        assertThat(conversation.values().getFirst().atNanos())
                .isEqualTo(conversation.operations().getFirst().atNanos());
    }

    @Test
    void report_server_id() {
        conversation.exchange("11", "11 | 07 | 2A | FF | 50 4C 43 2D 31");
        only("report_server_id", Access.IDENTIFY);
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts())
                .extracting(Object::toString)
                .containsExactly(
                        "Attribute[name=unit_id, value=1]",
                        "Attribute[name=server_id, value=0x2a]",
                        "Attribute[name=run_indicator, value=on]",
                        "Attribute[name=additional_data, value=PLC-1]");
    }

    @Test
    void read_file_record() {
        conversation.exchange(
                "14 | 0E | 06 0004 0001 0002 | 06 0003 0009 0002", "14 | 0C | 05 06 0DFE 0020 | 05 06 33CD 0040");
        assertThat(only("read_file_record", Access.READ).points()).hasToString("1/file/4/1..2");
        assertThat(conversation.values()).hasSize(2);
        assertThat(texts(conversation.values().getLast())).isEqualTo("13261 64");
        assertThat(conversation.values().getLast().points()).hasToString("1/file/3/9..10");
    }

    @Test
    void write_file_record() {
        String pdu = "15 | 0D | 06 0004 0007 0003 | 06AF 04BE 100D";
        conversation.exchange(pdu, pdu);
        only("write_file_record", Access.WRITE);
        onlyValue(ValueSeen.Way.WRITTEN, "1/file/4/7..9", "1711 1214 4109");
    }

    @Test
    void mask_write_register() {
        conversation.exchange("16 | 0004 | 00F2 | 0025", "16 | 0004 | 00F2 | 0025");
        Operation operation = only("mask_write_register", Access.WRITE);
        assertThat(operation.attribute("and_mask")).isEqualTo("242");
        assertThat(operation.attribute("or_mask")).isEqualTo("37");
        assertThat(conversation.values()).isEmpty();
    }

    @Test
    void mask_write_register_that_replaces_every_bit() {
        conversation.exchange("16 | 0004 | 0000 | 0025", "16 | 0004 | 0000 | 0025");
        onlyValue(ValueSeen.Way.WRITTEN, "1/holding-register/4", "37");
    }

    @Test
    void read_write_multiple_registers() {
        conversation.exchange("17 | 0003 | 0002 | 000E | 0003 | 06 | 00FF 00FE 00FD", "17 | 04 | 00FE 0ACD");
        assertThat(only("read_write_multiple_registers", Access.WRITE).points())
                .hasToString("1/holding-register/14..16");
        assertThat(conversation.values()).hasSize(2);
        assertThat(texts(conversation.values().getFirst())).isEqualTo("255 254 253");
        assertThat(texts(conversation.values().getLast())).isEqualTo("254 2765");
    }

    @Test
    void read_fifo_queue() {
        conversation.exchange("18 | 04DE", "18 | 0006 | 0002 | 01B8 1284");
        assertThat(only("read_fifo_queue", Access.READ).points()).hasToString("1/fifo/1246");
        onlyValue(ValueSeen.Way.READ, "1/fifo/1246/0..1", "440 4740");
    }

    @Test
    void device_identification_over_two_answers() {
        // function | type | code | conformity | more | next object | objects | id length value …
        conversation.exchange("2B | 0E | 01 | 00", "2B | 0E | 01 | 01 | FF | 02 | 02 | 00 04 41434D45 | 01 02 5031");
        assertThat(conversation.identities()).isEmpty();
        conversation.exchange("2B | 0E | 01 | 02", "2B | 0E | 01 | 01 | 00 | 00 | 01 | 02 04 56322E31");
        assertThat(conversation.operations()).hasSize(2);
        assertThat(conversation.operations().getFirst().operation().name()).isEqualTo("read_device_identification");
        assertThat(conversation.operations().getFirst().operation().access()).isEqualTo(Access.IDENTIFY);
        assertThat(conversation.identities()).hasSize(1);
        assertThat(conversation.identities().getFirst().facts())
                .extracting(fact -> fact.name() + "=" + fact.value())
                .containsExactly("unit_id=1", "vendor=ACME", "product=P1", "firmware=V2.1");
        assertThat(conversation.anomalies()).isEmpty();
    }

    @Test
    void the_same_identification_is_told_once() {
        for (int times = 0; times < 3; times++) {
            conversation.exchange("2B | 0E | 04 | 00", "2B | 0E | 04 | 81 | 00 | 00 | 01 | 00 04 41434D45");
        }
        assertThat(conversation.operations()).hasSize(3);
        assertThat(conversation.identities()).hasSize(1);
    }

    @Test
    void canopen() {
        conversation.exchange("2B | 0D | 01 02 03", "2B | 0D | 01 02 03");
        only("canopen_general_reference", Access.EXECUTE);
    }

    @Test
    void exception() {
        conversation.ask(adu(7, 1, "06 | 0001 | 0003")).answer(adu(7, 1, "86 | 02"));
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome())
                .isEqualTo(Outcome.refused(2, "illegal_data_address"));
        assertThat(conversation.values()).isEmpty();
    }

    @Test
    void a_refused_write_tells_what_it_would_have_written() {
        conversation.exchange("10 | 0001 | 0002 | 04 | 000A 0102", "90 | 03");
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().operation().attribute("values"))
                .isEqualTo("10,258");
    }

    @Test
    void user_defined_and_reserved_functions() {
        conversation.exchange("5A | 00 01", "5A | 00 FE").exchange("41", "41").exchange("0D", "0D");
        assertThat(conversation.operations())
                .extracting(seen -> seen.operation().name())
                .containsExactly("umas_init_comms", "user_defined_65", "reserved_13");
        assertThat(conversation.anomalies()).isEmpty();
    }
}
