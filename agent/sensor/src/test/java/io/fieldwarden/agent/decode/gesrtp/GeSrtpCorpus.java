package io.fieldwarden.agent.decode.gesrtp;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations written by the published description. */
public final class GeSrtpCorpus implements Corpus {
    static final String INIT = "00".repeat(56);
    static final String READY = "01" + "00".repeat(55);

    @Override
    public String protocol() {
        return GeSrtpDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return GeSrtpDecoder.PORT;
    }

    /** A header with its message type, the 14 bytes from 42 on, and text. */
    static String message(String type, String kind, String last, String text) {
        int size = Corpus.hex(text).length;
        String length = String.format("%02x%02x", size & 0xFF, size >> 8);
        return type + "00 05 00" + length + "00".repeat(24) + "05" + kind + "00000000 100E0000 01 01" + last + text;
    }

    static String request(String service) {
        return message("02", "C0", service + "00".repeat(14 - Corpus.hex(service).length), "");
    }

    static List<Message> exchange(String service) {
        return List.of(Message.request(request(service)), Message.answer(message("03", "D4", "00".repeat(14), "")));
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(INIT), Message.answer(READY)),
                List.of(
                        Message.request(request("04 08 0900 0200")),
                        Message.answer(message("03", "D4", "0000 0100 0200" + "00".repeat(8), ""))),
                List.of(
                        Message.request(message("02", "80", "00".repeat(8) + "07 08 0900 0100", "3412")),
                        Message.answer(message("03", "D1", "0500" + "00".repeat(12), ""))),
                List.of(
                        Message.request(request("43")),
                        Message.answer(message("03", "94", "00".repeat(14), "504C4331" + "00".repeat(20)))),
                exchange("23 02"),
                exchange("20"));
    }
}
