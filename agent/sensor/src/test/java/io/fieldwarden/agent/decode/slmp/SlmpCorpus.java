package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations over TCP, written by the manual. */
public final class SlmpCorpus implements Corpus {
    @Override
    public String protocol() {
        return SlmpDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 5007;
    }

    private static String message(String head, String body) {
        int size = Corpus.hex(body).length;
        return head + "00 FF FF03 00" + String.format("%02x%02x", size & 0xFF, size >> 8) + body;
    }

    /** Command, subcommand and data; end code and data. */
    static List<Message> exchange(String request, String answer) {
        return List.of(Message.request(message("5000", "1000" + request)), Message.answer(message("D000", answer)));
    }

    static List<Message> numbered(String request, String answer) {
        return List.of(
                Message.request(message("5400 3412 0000", "1000" + request)),
                Message.answer(message("D400 3412 0000", answer)));
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                exchange("0104 0000 640000 A8 0300", "0000 0100 0200 FFFF"),
                exchange("0104 0100 000000 90 0300", "0000 1010"),
                exchange("0104 0000 000000 90 0100", "0000 0500"),
                exchange("0104 0200 64000000 A800 0100", "0000 0700"),
                exchange("0114 0000 640000 A8 0100 3412", "0000"),
                numbered("0114 0100 640000 90 0200 11", "5BC0 00 FF FF03 00 0114 0100"),
                exchange("0101 0000", "0000" + "4C30324350552020202020202020202020".substring(0, 32) + "4105"),
                exchange("0110 0000 0100 00 00", "0000"),
                exchange("0210 0000 0100", "0000"),
                exchange("0610 0000 0100", "0000"),
                exchange("3016 0000 0600 736563726574", "0000"),
                List.of(
                        Message.request(ascii("500000FF03FF000018" + "0010" + "04010000" + "D*0001000001")),
                        Message.answer(ascii("D00000FF03FF000008" + "0000" + "1234"))));
    }

    private static String ascii(String letters) {
        StringBuilder hex = new StringBuilder();
        letters.chars().forEach(letter -> hex.append(String.format("%02x", letter)));
        return hex.toString();
    }
}
