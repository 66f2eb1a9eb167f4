package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusConversation.adu;
import static io.fieldwarden.agent.decode.modbus.ModbusConversation.glue;
import static io.fieldwarden.agent.decode.modbus.ModbusConversation.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.observation.Outcome;
import org.junit.jupiter.api.Test;

/** Every rule that can be broken, broken; the text says what was found and what was expected. */
class ModbusAnomalyTest {
    private final ModbusConversation conversation = new ModbusConversation();

    private void told(ModbusAnomaly anomaly, String detail) {
        assertThat(conversation.anomalies()).containsExactly(anomaly);
        assertThat(conversation.details()).containsExactly(detail);
    }

    private void goesOn() {
        assertThat(conversation.malformed()).isFalse();
        int before = conversation.values().size();
        conversation.ask(adu(99, 1, "03 | 0000 | 0001")).answer(adu(99, 1, "03 | 02 | 0007"));
        assertThat(conversation.values()).hasSize(before + 1);
    }

    @Test
    void bad_protocol_id_of_what_is_modbus_otherwise() {
        conversation.ask(hex("0001 | 0010 | 0006 | 01 | 03 0000 0001"));
        told(ModbusAnomaly.BAD_PROTOCOL_ID, "protocol id 16, expected 0");
        goesOn();
    }

    @Test
    void bad_protocol_id_of_what_is_not_modbus() {
        conversation.ask(glue(
                adu(1, 1, "03 0000 0001"),
                "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        told(ModbusAnomaly.BAD_PROTOCOL_ID, "protocol id 21536, expected 0");
        assertThat(conversation.malformed()).isTrue();
        assertThat(conversation.operations()).hasSize(1);
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.UNANSWERED);
    }

    @Test
    void lengths() {
        for (int length : new int[] {0, 1, 2, 127, 128, 254, 255, 256, 65_535}) {
            ModbusConversation sized = new ModbusConversation();
            byte[] message = new byte[6 + Math.max(length, 2)];
            message[4] = (byte) (length >> 8);
            message[5] = (byte) length;
            message[7] = 0x41; // user-defined: any length will do
            sized.ask(message);
            if (length < 2) {
                assertThat(sized.anomalies()).containsExactly(ModbusAnomaly.BAD_LENGTH);
            } else if (length > 254) {
                assertThat(sized.anomalies()).containsExactly(ModbusAnomaly.OVERLONG_ADU);
            } else {
                assertThat(sized.anomalies()).isEmpty();
                assertThat(sized.close().operations()).hasSize(1);
            }
            assertThat(sized.malformed()).isEqualTo(length < 2 || length > 254);
        }
    }

    @Test
    void a_byte_count_is_never_negative() {
        for (int registers : new int[] {1, 63, 64, 121, 123}) {
            ModbusConversation sized = new ModbusConversation();
            byte[] data = new byte[registers * 2];
            String head = String.format("10 | 0000 | %04X | %02X", registers, registers * 2);
            sized.ask(adu(1, 1, glue(hex(head), data))).answer(adu(1, 1, String.format("10 0000 %04X", registers)));
            assertThat(sized.anomalies()).isEmpty();
            assertThat(sized.values()).hasSize(1);
            assertThat(sized.values().getFirst().values().size()).isEqualTo(registers);
        }
    }

    @Test
    void pdu_too_short() {
        conversation.ask(adu(1, 1, "03 | 0000 | 00"));
        told(ModbusAnomaly.PDU_TOO_SHORT, "request to unit 1: read_holding_registers of 4 bytes, expected 5");
        goesOn();
    }

    @Test
    void pdu_too_long() {
        conversation.ask(adu(1, 1, "03 | 0000 | 0001 | FF"));
        told(ModbusAnomaly.PDU_TOO_LONG, "request to unit 1: read_holding_registers of 6 bytes, expected 5");
        goesOn();
    }

    @Test
    void byte_count_mismatch_of_a_request() {
        conversation.ask(adu(1, 1, "10 | 0001 | 0002 | 05 | 000A 0102"));
        told(ModbusAnomaly.BYTE_COUNT_MISMATCH, "request to unit 1: byte count 5 with 4 bytes, expected 4");
        goesOn();
    }

    @Test
    void byte_count_mismatch_of_an_answer() {
        conversation.exchange("03 | 0000 | 0002", "03 | 04 | 0001");
        told(ModbusAnomaly.BYTE_COUNT_MISMATCH, "answer from unit 1: byte count 4 with 2 bytes");
        assertThat(conversation.values()).isEmpty();
        goesOn();
    }

    @Test
    void answer_of_another_size() {
        conversation.exchange("03 | 0000 | 0002", "03 | 02 | 0001");
        told(ModbusAnomaly.RESPONSE_SIZE_MISMATCH, "answer from unit 1: byte count 2, expected 4");
        goesOn();
    }

    @Test
    void quantity_out_of_range() {
        conversation.ask(adu(1, 1, "03 | 0000 | 007E"));
        told(
                ModbusAnomaly.QUANTITY_OUT_OF_RANGE,
                "request to unit 1: read_holding_registers of 126, expected 1 to 125");
        goesOn();
    }

    @Test
    void quantities_at_their_limits() {
        String[] good = {"01 0000 0001", "01 0000 07D0", "03 0000 0001", "03 0000 007D"};
        String[] bad = {"01 0000 0000", "01 0000 07D1", "03 0000 0000", "03 0000 007E"};
        for (String pdu : good) {
            assertThat(new ModbusConversation().ask(adu(1, 1, pdu)).anomalies()).isEmpty();
        }
        for (String pdu : bad) {
            assertThat(new ModbusConversation().ask(adu(1, 1, pdu)).anomalies())
                    .containsExactly(ModbusAnomaly.QUANTITY_OUT_OF_RANGE);
        }
    }

    @Test
    void address_overflow() {
        conversation.ask(adu(1, 1, "03 | FFFF | 0002"));
        told(ModbusAnomaly.ADDRESS_OVERFLOW, "request to unit 1: 2 from address 65535, expected none past 65535");
        goesOn();
    }

    @Test
    void the_last_address_is_no_overflow() {
        conversation.exchange("03 | FFFF | 0001", "03 | 02 | 0001");
        assertThat(conversation.anomalies()).isEmpty();
        assertThat(conversation.values()).hasSize(1);
    }

    @Test
    void a_fault_is_told_every_time_it_repeats() {
        conversation.ask(adu(1, 1, "03 | FFFF | 0002")).ask(adu(2, 1, "03 | FFFF | 0002"));
        assertThat(conversation.anomalies())
                .containsExactly(ModbusAnomaly.ADDRESS_OVERFLOW, ModbusAnomaly.ADDRESS_OVERFLOW);
    }

    @Test
    void illegal_coil_value() {
        conversation.ask(adu(1, 1, "05 | 0001 | 1234"));
        told(ModbusAnomaly.ILLEGAL_VALUE, "request to unit 1: coil value 0x1234, expected 0x0000 or 0xff00");
        goesOn();
    }

    @Test
    void answer_to_another_function() {
        conversation.ask(adu(1, 1, "03 | 0000 | 0001")).answer(adu(1, 1, "04 | 02 | 0001"));
        told(ModbusAnomaly.RESPONSE_MISMATCH, "tid 1 answered with function 4, expected 3");
        goesOn();
    }

    @Test
    void echo_of_another_value() {
        conversation.exchange("06 | 0001 | 0003", "06 | 0001 | 0004");
        told(
                ModbusAnomaly.RESPONSE_MISMATCH,
                "answer from unit 1: write_single_register echoes 00010004, expected 00010003");
        assertThat(conversation.values()).isEmpty();
    }

    @Test
    void answer_of_another_unit() {
        conversation.ask(adu(1, 1, "03 | 0000 | 0001")).answer(adu(1, 255, "03 | 02 | 0001"));
        told(ModbusAnomaly.UNIT_MISMATCH, "tid 1 answered by unit 255, expected 1");
        assertThat(conversation.values()).hasSize(1);
    }

    @Test
    void answer_without_request() {
        conversation.exchange("03 | 0000 | 0001", "03 | 02 | 0001").answer(adu(1, 1, "03 | 02 | 0001"));
        told(ModbusAnomaly.RESPONSE_WITHOUT_REQUEST, "tid 1 of unit 1, function 3: expected an open request");
        assertThat(conversation.operations().getLast().outcome()).isEqualTo(Outcome.ONE_WAY);
    }

    @Test
    void unknown_function() {
        for (int function : new int[] {0, 25, 63, 99, 111, 124, 128, 255}) {
            ModbusConversation unknown = new ModbusConversation();
            unknown.ask(adu(1, 1, new byte[] {(byte) function, 0})).close();
            assertThat(unknown.anomalies()).containsExactly(ModbusAnomaly.UNKNOWN_FUNCTION);
            assertThat(unknown.operations().getFirst().operation().name()).isEqualTo("unknown_" + function);
        }
    }

    @Test
    void unknown_sub_function() {
        conversation.ask(adu(1, 1, "08 | 0005 | 0000"));
        told(
                ModbusAnomaly.UNKNOWN_SUB_FUNCTION,
                "request to unit 1: diagnostics sub-function 5, expected 0 to 4, 10 to 18 or 20");
    }

    @Test
    void unknown_exception_code() {
        conversation.exchange("03 | 0000 | 0001", "83 | 63");
        told(ModbusAnomaly.UNKNOWN_EXCEPTION_CODE, "answer from unit 1: exception code 99, expected 1 to 8, 10 or 11");
        assertThat(conversation.operations().getFirst().outcome()).isEqualTo(Outcome.refused(99, "exception_99"));
    }

    @Test
    void encapsulated_data() {
        conversation.ask(adu(1, 1, "2B | 0F | 01 02 03"));
        told(ModbusAnomaly.ENCAPSULATED_DATA, "request to unit 1: 3 bytes of interface type 15, expected 13 or 14");
    }

    @Test
    void objects_cut_short() {
        conversation.exchange("2B | 0E | 01 | 00", "2B | 0E | 01 | 01 | 00 | 00 | 02 | 00 02 4142 | 01 09 41");
        assertThat(conversation.anomalies()).containsExactly(ModbusAnomaly.PDU_TOO_SHORT);
        assertThat(conversation.identities()).hasSize(1);
    }
}
