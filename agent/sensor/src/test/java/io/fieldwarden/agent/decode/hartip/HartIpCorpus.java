package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.HexFormat;
import java.util.List;

/** Conversations over UDP, written by the specifications. */
public final class HartIpCorpus implements Corpus {
    /** Unique address of a request: type 2611 of host 1. */
    static final String DEVICE = "A6 11 00 00 07";

    static final String IDENTITY = "FE 2611 05 07 04 01 0E 0C 000007 05 02 0003 00 0026 0026 84";

    @Override
    public String protocol() {
        return HartIpDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return HartIpDecoder.PORT;
    }

    /** A message with its header; {@code type}, {@code id} and {@code body} in hexadecimal. */
    static String message(String type, String id, String body) {
        int size = HartIpLimits.HEADER + Corpus.hex(body).length;
        return "01" + type + id + "00 0007" + String.format("%04x", size) + body;
    }

    /** A token-passing frame with its check byte. */
    static String frame(String delimiter, String address, String command, String data) {
        String text = delimiter + address + command + String.format("%02x", Corpus.hex(data).length) + data;
        byte[] bytes = Corpus.hex(text);
        int parity = 0;
        for (byte each : bytes) {
            parity ^= each & 0xFF;
        }
        return HexFormat.of().formatHex(bytes) + String.format("%02x", parity);
    }

    /** A command and its answer; the answer's data begins with response code and device status. */
    static List<Message> exchange(String command, String data, String answer) {
        return List.of(
                Message.request(message("00", "03", frame("82", DEVICE, command, data))),
                Message.answer(message("01", "03", frame("86", DEVICE, command, answer))));
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        Message.request(message("00", "00", "01 00007530")),
                        Message.answer(message("01", "00", "01 00007530")),
                        Message.request(message("00", "02", "")),
                        Message.answer(message("01", "02", "")),
                        Message.request(message("00", "01", "")),
                        Message.answer(message("01", "01", ""))),
                exchange("00", "", "00 00" + IDENTITY),
                exchange("01", "", "00 00 20 41200000"),
                exchange("02", "", "00 00 41400000 42480000"),
                exchange("03", "", "00 00 41400000 20 41200000 06 3F800000"),
                exchange("09", "00 01", "00 00 00 00 40 20 41200000 C0 01 40 06 3F800000 00 00000000"),
                exchange("0C", "", "00 00" + "041041".repeat(8)),
                exchange("0D", "", "00 00" + "041041".repeat(6) + "01 02 7A"),
                exchange("14", "", "00 00 50554D502031" + "00".repeat(26)),
                exchange("21", "00", "00 00 00 20 41200000"),
                exchange("1F", "0200", "00 00 0200"),
                exchange("2A", "", "00 00"),
                exchange("23", "20 42C80000 00000000", "07 00"),
                List.of(
                        Message.request(message("00", "04", "00 00 0000 00 0001 00")),
                        Message.answer(message("01", "04", "00 00 0001 06 00 20 41200000"))),
                List.of(Message.answer(message("02", "03", frame("81", DEVICE, "01", "00 00 20 41200000")))));
    }
}
