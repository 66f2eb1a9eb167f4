package io.fieldwarden.agent.decode.mqtt;

import static io.fieldwarden.agent.decode.mqtt.PacketBytes.body;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connack;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.connect;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.packet;
import static io.fieldwarden.agent.decode.mqtt.PacketBytes.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttRecognitionTest {
    private static final int ANY_PORT = 17_501;

    private static Recognition on(int port, byte[] bytes) {
        return new MqttDecoder()
                .recognise(new Window().over(bytes), Direction.FROM_ORIGINATOR, Conversation.connection(true, port));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void connect_is_recognised_on_any_port_as_soon_as_its_name_is_there(int level) {
        byte[] connect = connect(level, "client");
        int name = level == 3 ? 10 : 8;
        for (int length = 1; length <= connect.length; length++) {
            assertThat(on(ANY_PORT, Arrays.copyOf(connect, length)))
                    .as("%s bytes", length)
                    .isEqualTo(length < name ? Recognition.MAYBE : Recognition.YES);
        }
    }

    @Test
    void picked_up_later_by_packets_that_carry_enough() {
        assertThat(on(ANY_PORT, publish("line1/temp", "{\"value\":1}"))).isEqualTo(Recognition.YES);
        assertThat(on(ANY_PORT, Arrays.copyOf(publish("line1/temp", "x".repeat(500)), 64)))
                .isEqualTo(Recognition.YES);
        assertThat(on(ANY_PORT, packet(0x82).u16(1).text("a/#").u8(0).bytes())).isEqualTo(Recognition.YES);
        assertThat(on(
                        ANY_PORT,
                        packet(0x30)
                                .text("")
                                .properties(body().u8(0x23).u16(1))
                                .raw("1")
                                .bytes()))
                .isEqualTo(Recognition.YES);
        assertThat(on(1883, connack(4, 0))).isEqualTo(Recognition.YES);
        assertThat(on(1883, packet(0xC0).bytes())).isEqualTo(Recognition.YES);
        assertThat(on(ANY_PORT, packet(0xC0).bytes())).isEqualTo(Recognition.MAYBE);
        assertThat(on(ANY_PORT, packet(0x40).u16(5).bytes())).isEqualTo(Recognition.MAYBE);
    }

    @Test
    void other_protocols_are_not_taken_for_it() {
        for (String text : new String[] {
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /x HTTP/1.1\r\n",
            "PUT /x HTTP/1.1\r\n",
            "HTTP/1.1 200 OK\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n",
            "220 mail ESMTP\r\n",
            "250 ok\r\n",
            "* OK IMAP4\r\n",
            "+OK POP3\r\n",
            "AMQP\0\0\t\1",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "CONNECT a:1 HTTP/1.1\r\n",
            "HELF\u0020\0\0\0",
            "MSGF\u0030\0\0\0",
            "INFO {\"server\":1}\r\n",
            "PING\r\n",
            "REGISTER sip:a SIP/2.0\r\n",
            "0123456789",
            "*1\r\n$4\r\nPING\r\n"
        }) {
            assertThat(on(ANY_PORT, text.getBytes(StandardCharsets.ISO_8859_1)))
                    .as(text)
                    .isEqualTo(Recognition.NO);
        }
        for (String hex : new String[] {
            "000100000006010300000001", // Modbus
            "0300001611e00000000100c1020100c2020102c0010a", // S7 over TPKT
            "1603010200010001fc0303", // TLS
            "300c020101600702010304008000", // LDAP bind
            "3084000000100201016384000000070a", // LDAP with long lengths
            "308201020201010201003081f8", // DER
            "0564050100000400e921", // DNP3
            "680407000000", // IEC 104
            "65000400000000000000000000000000000000000000000001000000", // EtherNet/IP
            "4a0000000a352e352e3500", // MySQL greeting
            "13426974546f7272656e742070726f746f636f6c" // BitTorrent
        }) {
            assertThat(on(1883, HexFormat.of().parseHex(hex))).as(hex).isEqualTo(Recognition.NO);
        }
    }

    @Test
    void random_bytes_are_hardly_ever_taken_for_it() {
        Random random = new Random(3);
        int yes = 0;
        for (int run = 0; run < 200_000; run++) {
            byte[] bytes = new byte[64];
            random.nextBytes(bytes);
            yes += on(ANY_PORT, bytes) == Recognition.YES ? 1 : 0;
        }
        assertThat(yes).isLessThanOrEqualTo(2);
    }
}
