package io.fieldwarden.agent.decode.enip;

import static io.fieldwarden.agent.decode.enip.EnipBytes.connected;
import static io.fieldwarden.agent.decode.enip.EnipBytes.message;
import static io.fieldwarden.agent.decode.enip.EnipBytes.unconnected;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;

/** Conversations with every kind of message over TCP. */
public final class EnipCorpus implements Corpus {
    private static final String[][] SERVICES = {
        {"01 02 20 01 24 01", "81 00 00 00 " + EnipBytes.IDENTITY},
        {"0E 03 20 01 24 01 30 07", "8E 00 00 00 08 313735362D4C3731"},
        {"03 02 20 01 24 01 0200 0100 0600", "83 00 00 00 0200 0100 0000 0100 0600 0000 01EEFFC0"},
        {"10 03 20 04 24 65 30 03 01020304", "90 00 00 00"},
        {"04 02 20 8B 24 01 0100 0600 0011223344556677", "84 00 00 00 0100 0600 0000"},
        {"05 02 20 01 24 01 00", "85 00 10 00"},
        {"4C 04 91 05 5370656564 00 0100", "CC 00 00 00 CA00 0000C03F"},
        {"4C 05 91 05 5370656564 00 28 03 0200", "CC 00 00 00 C300 0100 FEFF"},
        {"4D 04 91 05 5370656564 00 C400 0100 2A000000", "CD 00 00 00"},
        {"53 04 91 05 5370656564 00 C300 0400 04000000 0100 0200", "D3 00 00 00"},
        {"52 04 91 05 5370656564 00 0400 00000000", "D2 00 06 00 C300 0100 0200"},
        {"4E 04 91 05 5370656564 00 0100 01 FF", "CE 00 00 00"},
        {"4C 03 91 04 4E616D65 0100", "CC 00 00 00 A002 CE0F 02000000 4F4B"},
        {
            "0A 02 20 02 24 01 0200 0600 0C00 01 02 20 01 24 01 0E 03 20 04 24 65 30 03",
            "8A 00 00 00 0200 0600 2200 81 00 00 00 " + EnipBytes.IDENTITY + " 8E 00 05 00"
        },
        {"52 02 20 06 24 01 05 9D 0600 01 02 20 01 24 01 01 00 01 02", "81 00 00 00 " + EnipBytes.IDENTITY},
        {"52 02 20 06 24 01 05 9D 0600 01 02 20 01 24 01 01 00 01 03", "D2 00 01 01 0402"},
        {EnipBytes.FORWARD_OPEN, EnipBytes.FORWARD_OPENED},
        {
            "4E 02 20 06 24 01 0A F0 0700 0100 78563412 04 00 20 04 24 97 2C 65 2C 66",
            "CE 00 00 00 0700 0100 78563412 00 00"
        },
        {
            "4B 02 20 67 24 01 07 0100 01020304 0F 00 0100 A2 04 07 89 00 00",
            "CB 00 00 00 07 0100 01020304 4F 00 0100 0500 FFFF"
        },
        {
            "4B 02 20 67 24 01 07 0100 01020304 06 00 0200 03",
            "CB 00 00 00 07 0100 01020304 46 00 0200 00EE 1F 5B 65 352F303420202020202020"
        },
        {"55 03 20 6B 25 00 0000 0200 0100 0200", "D5 00 00 00 01000000 0400 4E616D65 C400"},
    };

    @Override
    public String protocol() {
        return "enip";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 44_818;
    }

    @Override
    public List<List<Message>> conversations() {
        List<Message> lists = new ArrayList<>();
        ask(
                lists,
                message(0x04, 0, ""),
                message(0x04, 0, "0100 | 0001 1400 | 0100 2001 436F6D6D756E69636174696F6E730000"));
        ask(lists, message(0x63, 0, ""), message(0x63, 0, EnipBytes.IDENTITY_ITEMS));
        ask(lists, message(0x64, 0, ""), message(0x64, 0, "0000"));
        ask(lists, message(0x65, 0, "0100 0000"), message(0x65, EnipBytes.SESSION, "0100 0000"));
        lists.add(new Message(Direction.FROM_ORIGINATOR, message(0x00, 0, "")));
        lists.add(new Message(Direction.FROM_ORIGINATOR, message(0x66, EnipBytes.SESSION, "")));
        List<Message> unconnected = new ArrayList<>();
        List<Message> connected = new ArrayList<>();
        for (int index = 0; index < SERVICES.length; index++) {
            String[] service = SERVICES[index];
            ask(unconnected, unconnected(index, service[0]), unconnected(index, service[1]));
            ask(connected, connected(0x55667788, index, service[0]), connected(0x11223344, index, service[1]));
        }
        return List.of(lists, unconnected, connected);
    }

    private static void ask(List<Message> messages, byte[] request, byte[] answer) {
        messages.add(new Message(Direction.FROM_ORIGINATOR, request));
        messages.add(new Message(Direction.FROM_RESPONDER, answer));
    }
}
