package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusConversation.adu;
import static io.fieldwarden.agent.decode.modbus.ModbusConversation.connection;
import static io.fieldwarden.agent.decode.modbus.ModbusConversation.glue;
import static io.fieldwarden.agent.decode.modbus.ModbusConversation.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes decide what is Modbus; port 502 only lets broken messages pass as such. */
class ModbusRecognitionTest {
    private static final int ELSEWHERE = 20_000;

    private final ModbusDecoder decoder = new ModbusDecoder();

    private Recognition at(int port, byte[] bytes) {
        return decoder.recognise(new Window().over(bytes), Direction.FROM_ORIGINATOR, connection(50_000, port, false));
    }

    @Test
    void is_registered() {
        assertThat(ServiceLoader.load(ProtocolDecoder.class)).hasAtLeastOneElementOfType(ModbusDecoder.class);
        assertThat(decoder.protocol()).isEqualTo("modbus");
        assertThat(decoder.over(Transport.TCP)).isTrue();
    }

    @Test
    void every_message_on_any_port_from_either_side() {
        for (ModbusCorpus.Exchange exchange : ModbusCorpus.EXCHANGES.subList(0, 21)) {
            assertThat(at(ELSEWHERE, exchange.request())).isEqualTo(Recognition.YES);
            assertThat(at(ELSEWHERE, exchange.answer())).isEqualTo(Recognition.YES);
            assertThat(at(502, exchange.request())).isEqualTo(Recognition.YES);
        }
    }

    @Test
    void every_beginning_of_a_message_asks_for_more() {
        for (ModbusCorpus.Exchange exchange : ModbusCorpus.EXCHANGES.subList(0, 21)) {
            for (int cut = 1; cut < exchange.request().length; cut++) {
                assertThat(at(ELSEWHERE, Arrays.copyOf(exchange.request(), cut)))
                        .isEqualTo(Recognition.MAYBE);
            }
        }
    }

    @Test
    void a_function_without_known_fields_needs_company() {
        byte[] message = adu(1, 1, "5A | 00 01");
        assertThat(at(ELSEWHERE, message)).isEqualTo(Recognition.MAYBE);
        assertThat(at(ELSEWHERE, glue(message, adu(2, 1, "5A | 00 02")))).isEqualTo(Recognition.YES);
        assertThat(at(502, message)).isEqualTo(Recognition.YES);
    }

    @Test
    void broken_messages_pass_on_their_own_port_only() {
        byte[] overlong = hex("0001 | 0000 | 8804 | 05 | 07 08 09 10");
        assertThat(at(502, overlong)).isEqualTo(Recognition.YES);
        assertThat(at(ELSEWHERE, overlong)).isEqualTo(Recognition.NO);
    }

    @Test
    void picked_up_in_the_middle_of_a_message() {
        byte[] bytes = glue(hex("00 0A 01 02"), adu(1, 1, "03 0000 0001"));
        assertThat(decoder.recognise(
                        new Window().over(bytes), Direction.FROM_ORIGINATOR, connection(50_000, 502, true)))
                .isEqualTo(Recognition.YES);
    }

    @ParameterizedTest
    @CsvSource({
        "S7 over TPKT,        03 00 00 16 11 E0 00 00 00 01 00 C0 01 0A C1 02 01 00 C2 02 01 02",
        "DNP3,                05 64 05 C0 01 00 00 04 E9 21",
        "IEC 104 STARTDT,     68 04 07 00 00 00",
        "IEC 104 I-frame,     68 0E 00 00 02 00 64 01 06 00 01 00 00 00 00 14",
        "IEC 104 I-frame 2,   68 0E 02 00 00 00 64 01 06 00 01 00 00 00 00 14",
        "MQTT CONNECT,        10 10 00 04 4D 51 54 54 04 02 00 3C 00 04 74 65 73 74",
        "MQTT PINGREQ,        C0 00 C0 00",
        "MQTT PUBLISH,        30 0A 00 03 61 2F 62 68 65 6C 6C 6F",
        "TLS ClientHello,     16 03 01 00 C8 01 00 00 C4 03 03",
        "OPC UA Hello,        48 45 4C 46 38 00 00 00 00 00 00 00 00 00 01 00",
        "ENIP RegisterSession,65 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00",
        "ENIP ListIdentity,   63 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
        "SMB,                 00 00 00 2F FF 53 4D 42 72 00 00 00 00 18 01 28",
        "SSH,                 53 53 48 2D 32 2E 30 2D 4F 70 65 6E 53 53 48 0D 0A",
        "zeros,               00 00 00 00 00 00 00 00 00 00 00 00",
        "DNS over TCP,        00 1C 00 00 01 00 00 01 00 00 00 00 00 00 03 66 6F 6F 00 00 01 00 01"
    })
    void other_protocols(String name, String bytes) {
        assertThat(at(ELSEWHERE, hex(bytes))).as(name).isEqualTo(Recognition.NO);
    }

    @Test
    void http() {
        byte[] bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(at(ELSEWHERE, bytes)).isEqualTo(Recognition.NO);
        assertThat(at(502, bytes)).isEqualTo(Recognition.NO);
    }
}
