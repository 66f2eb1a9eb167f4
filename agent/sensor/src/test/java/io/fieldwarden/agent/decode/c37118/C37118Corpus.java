package io.fieldwarden.agent.decode.c37118;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Transport;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** A conversation over TCP, written by the standard. */
public final class C37118Corpus implements Corpus {
    @Override
    public String protocol() {
        return C37118Decoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 4712;
    }

    /** A frame of stream 7; {@code type} is the second byte of the synchronisation word. */
    static String frame(String type, String contents) {
        int size = 16 + Corpus.hex(contents).length;
        byte[] head = Corpus.hex("AA" + type + String.format("%04x", size) + "0007 448527F0 00 0C1F40" + contents);
        int crc = C37118Frame.crc(new Window().over(head), 0, head.length);
        return HexFormat.of().formatHex(head) + String.format("%04x", crc);
    }

    /** A name of sixteen letters. */
    static String name(String text) {
        return HexFormat.of().formatHex(String.format("%-16s", text).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A name with its length before it. */
    static String counted(String text) {
        return String.format("%02x", text.length())
                + HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One unit of 50 Hz: a voltage, a current, an analog and a word of bits; {@code format} in hexadecimal. */
    static String configuration(String format) {
        return frame(
                "31",
                "000F4240 0001" + name("STATION A") + "0007" + format + "0002 0001 0001"
                        + name("VA") + name("I1") + name("WATTS")
                        + name("BREAKER").repeat(16)
                        + "000F4240 01000064 00000001 0000FFFF 0001 0000 0032");
    }

    static String configurationThree() {
        return frame(
                "51",
                "0000 000F4240 0001" + counted("STATION A") + "0007" + "00".repeat(16)
                        + "000F 0001 0000 0000" + counted("VA") + "00000000 3F800000 00000000"
                        + "00".repeat(12) + "4D" + "00".repeat(8) + "0001 0000 0032");
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        Message.request(frame("41", "0005")),
                        Message.answer(configuration("0000")),
                        Message.request(frame("41", "0002")),
                        Message.answer(frame("01", "0000 2710 0000 03E8 F830 000A FFFF 0064 0001")),
                        Message.request(frame("41", "0001"))),
                List.of(
                        Message.request(frame("41", "0003")),
                        Message.answer(frame("11", "48656C6C6F")),
                        Message.request(frame("41", "0008 0102")),
                        Message.request(frame("41", "0006")),
                        Message.answer(configurationThree()),
                        Message.answer(frame("01", "8000 42C80000 3F800000 42480000 00000000"))));
    }
}
