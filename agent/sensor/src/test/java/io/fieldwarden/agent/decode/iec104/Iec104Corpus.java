package io.fieldwarden.agent.decode.iec104;

import static io.fieldwarden.agent.decode.iec104.Iec104Bytes.*;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;

/** Conversations with every type identification. */
public final class Iec104Corpus implements Corpus {
    /** Cause 3, originator 0, station 1, object 1001. */
    private static final String REPORT = " 0300 0100 E90300";

    private static final String TIME = " 7B22 17 08 64 07 0D";

    @Override
    public String protocol() {
        return "iec104";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 2404;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(reports(), commands(), system(), files(), control());
    }

    private static List<Message> begun() {
        return new ArrayList<>(List.of(Message.request(STARTDT_ACT), Message.answer(STARTDT_CON)));
    }

    /** Every report type with one object, then some as sequences and lists. */
    private static List<Message> reports() {
        List<Message> messages = begun();
        int sent = 0;
        for (int id = 1; id <= 41; id++) {
            Iec104Type type = Iec104Type.of(id);
            if (type.kind() == Iec104Type.Kind.REPORT) {
                String content = "01".repeat(type.size());
                messages.add(Message.answer(information(sent++, 0, String.format("%02X01", id) + REPORT + content)));
            }
        }
        messages.add(Message.answer(information(sent++, 0, "01 83 1400 0100 010000 | 01 00 81")));
        messages.add(
                Message.answer(information(sent++, 0, "0D 02 0300 0100 | 010000 0000803F 00 | 050000 00000040 10")));
        messages.add(Message.answer(information(sent++, 0, "1E 01 0300 0100 010000 01" + TIME)));
        messages.add(Message.answer(information(sent, 0, "46 01 0400 0100 000000 02")));
        messages.add(Message.request(acknowledged(sent)));
        return messages;
    }

    private static List<Message> commands() {
        List<Message> messages = begun();
        int number = 0;
        for (int id = 45; id <= 64; id++) {
            Iec104Type type = Iec104Type.of(id);
            if (type.kind() == Iec104Type.Kind.COMMAND) {
                String head = String.format("%02X01", id);
                String body = "00 0100 D10700" + "01".repeat(type.size());
                messages.add(Message.request(information(number, 2 * number, head + "06" + body)));
                messages.add(Message.answer(information(2 * number, number + 1, head + "07" + body)));
                messages.add(Message.answer(information(2 * number + 1, number + 1, head + "0A" + body)));
                number++;
            }
        }
        return messages;
    }

    private static List<Message> system() {
        List<Message> messages = begun();
        String[] asked = {
            "64 01 0600 0100 000000 14",
            "65 01 0600 0100 000000 45",
            "66 01 0500 0100 E90300",
            "67 01 0600 0100 000000" + TIME,
            "68 01 0600 0100 000000 AA55",
            "69 01 0600 0100 000000 01",
            "6A 01 0600 0100 000000 1000",
            "6B 01 0600 0100 000000 AA55" + TIME,
            "6E 01 0600 0100 E90300 0010 01",
            "6F 01 0600 0100 E90300 0010 03",
            "70 01 0600 0100 E90300 0000803F 04",
            "71 01 0600 0100 E90300 01"
        };
        for (int number = 0; number < asked.length; number++) {
            String answer = asked[number].replace(" 0600 ", " 0700 ").replace("66 01 0500", "66 01 2F00");
            messages.add(Message.request(information(number, number, asked[number])));
            messages.add(Message.answer(information(number, number + 1, answer)));
        }
        messages.add(Message.answer(information(asked.length, asked.length, "6E 01 1400 0100 E90300 0010 01")));
        messages.add(Message.answer(information(asked.length + 1, asked.length, "51 01 0E00 0100 0102030405")));
        return messages;
    }

    private static List<Message> files() {
        List<Message> messages = begun();
        messages.add(Message.request(information(0, 0, "7A 01 0D00 0100 0A0000 0100 00 01")));
        messages.add(Message.answer(information(0, 1, "78 01 0D00 0100 0A0000 0100 001000 00")));
        messages.add(Message.request(information(1, 1, "7A 01 0D00 0100 0A0000 0100 00 02")));
        messages.add(Message.answer(information(1, 2, "79 01 0D00 0100 0A0000 0100 01 001000 00")));
        messages.add(Message.request(information(2, 2, "7A 01 0D00 0100 0A0000 0100 01 06")));
        messages.add(Message.answer(information(2, 3, "7D 01 0D00 0100 0A0000 0100 01 04 01020304")));
        messages.add(Message.answer(information(3, 3, "7B 01 0D00 0100 0A0000 0100 01 03 0A")));
        messages.add(Message.request(information(3, 4, "7C 01 0D00 0100 0A0000 0100 01 03")));
        messages.add(Message.request(information(4, 4, "7A 01 0500 0100 000000 0000 00 00")));
        messages.add(Message.answer(information(4, 5, "7E 01 0500 0100 0A0000 0100 001000 20" + TIME)));
        messages.add(Message.request(information(5, 5, "7F 01 0D00 0100 0A0000 0100" + TIME + TIME)));
        messages.add(Message.request(information(6, 5, "7A 01 0D00 0100 0A0000 0100 00 04")));
        return messages;
    }

    private static List<Message> control() {
        List<Message> messages = begun();
        messages.add(Message.request("68 04 43000000"));
        messages.add(Message.answer("68 04 83000000" + "68 04 43000000"));
        messages.add(Message.request("68 04 83000000" + acknowledged(0)));
        messages.add(Message.answer(information(0, 0, "C8 01 0300 0100 000000 01")));
        messages.add(Message.request("68 04 13000000"));
        messages.add(Message.answer("68 04 23000000"));
        return messages;
    }
}
