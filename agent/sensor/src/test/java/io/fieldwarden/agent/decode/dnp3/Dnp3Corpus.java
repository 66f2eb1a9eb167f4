package io.fieldwarden.agent.decode.dnp3;

import static io.fieldwarden.agent.decode.dnp3.Dnp3Wire.ask;
import static io.fieldwarden.agent.decode.dnp3.Dnp3Wire.frame;
import static io.fieldwarden.agent.decode.dnp3.Dnp3Wire.tell;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.ArrayList;
import java.util.List;

/** Exchanges of every kind, built by the standard. */
public final class Dnp3Corpus implements Corpus {
    private static final String CROB = "0C 01 28 01 00 | 08 00 | 41 01 F4010000 00000000 00";

    @Override
    public String protocol() {
        return "dnp3";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 20_000;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(polls(), commands(), files(), others(), links());
    }

    private static List<Message> exchange(String... fragments) {
        List<Message> messages = new ArrayList<>();
        for (String fragment : fragments) {
            boolean reply = fragment.matches("\\s*\\S\\S 8.*");
            messages.add(
                    reply
                            ? new Message(Direction.FROM_RESPONDER, tell(fragment))
                            : new Message(Direction.FROM_ORIGINATOR, ask(fragment)));
        }
        return messages;
    }

    private static List<Message> polls() {
        return exchange(
                "C0 01 | 3C 02 06 | 3C 03 06 | 3C 04 06 | 3C 01 06",
                "E0 81 9000 | 01 02 00 00 02 | 81 01 21 | 03 01 00 00 03 | 1B | 0A 01 00 00 09 | FF 03| 14 01 00 00 00"
                        + " | 01 0A000000 | 1E 02 01 0000 0100 | 01 D204 | 03 2EFB | 28 03 00 00 00 | 01 0000803F",
                "C0 00",
                "C1 01 | 02 00 06",
                "81 81 0000 | 33 01 07 01 | 00A0724E1401 | 02 03 17 01 05 | 81 0A00",
                "42 81 0000 | 20 07 28 01 00 07 00 | 01 0000C03F 00A0724E1401 | 16 05 28 01 00 03 00 | 01 05000000"
                        + " 00A0724E1401",
                "C3 01 | 00 FE 00 00 00",
                "C3 81 0000 | 00 FC 00 00 00 | 01 04 41434D45 | 00 F2 00 00 00 | 01 03 312E30 | 00 F8 00 00 00 | 01 02"
                        + " 3432",
                "F1 82 0000 | 20 02 28 01 00 01 00 | 01 0500 | 6F 03 28 01 00 02 00 | 616263",
                "D1 00");
    }

    private static List<Message> commands() {
        return exchange(
                "C0 03 | " + CROB,
                "C0 81 0000 | " + CROB,
                "C1 04 | " + CROB,
                "C1 81 0000 | " + CROB,
                "C2 05 | 29 02 17 02 | 01 0A00 00 | 02 0B00 00",
                "C2 81 0000 | 29 02 17 02 | 01 0A00 00 | 02 0B00 04",
                "C3 06 | 29 03 28 01 00 01 00 | 0000C03F 00",
                "C4 07 | 14 00 06",
                "C4 81 0000",
                "C5 0D",
                "C5 81 0000 | 34 02 07 01 | E803",
                "C6 15 | 3C 02 06",
                "C6 81 0001",
                "C7 16 | 3C 02 06 | 01 00 06",
                "C7 81 0000");
    }

    private static List<Message> files() {
        return exchange(
                "C0 19 | 46 03 5B 01 | 1F00 | 1A00 0500 000000000000 A401 00000000 10000000 0200 0004 0700 612E747874",
                "C0 81 0000 | 46 04 5B 01 | 0D00 | 78563412 00000000 0004 0700 00",
                "C1 02 | 46 05 5B 01 | 0B00 | 78563412 00000080 616263",
                "C1 81 0000 | 46 06 5B 01 | 0900 | 78563412 00000080 10",
                "C2 1C | 46 07 5B 01 | 1900 | 1400 0500 0100 00000000 00A0724E1401 A401 0800 612E747874",
                "C2 81 0000 | 46 04 5B 01 | 0D00 | 00000000 00000000 0000 0800 03",
                "C3 1B | 46 08 5B 01 | 0500 | 612E747874",
                "C3 81 0000");
    }

    private static List<Message> others() {
        return exchange(
                "C0 02 | 32 01 07 01 | 00A0724E1401",
                "C0 81 0000",
                "C1 02 | 50 01 00 07 07 | 00",
                "C1 81 0000",
                "C2 20 | 78 04 07 01 | 0100",
                "C2 83 0000 | 78 05 5B 01 | 0B00 | 01000000 0100 01 01 03 0000",
                "C3 02 | 70 05 17 01 00 | 68656C6C6F",
                "C3 81 0000 | 71 03 17 01 00 | 616263",
                "C4 02 | 22 01 00 00 01 | 0500 0600",
                "C4 81 0000 | 5A 01 5B 01 | 0300 | 617070",
                "C5 01 | 57 01 06",
                "C5 81 0000 | 57 01 5B 01 | 0400 | 01020304 | 79 01 17 01 00 | 01 0100 05000000 | 65 01 17 01 00 |"
                        + " 3412");
    }

    private static List<Message> links() {
        return List.of(
                new Message(Direction.FROM_ORIGINATOR, frame(0xC0, 1024, 1, new byte[0])),
                new Message(Direction.FROM_RESPONDER, frame(0x00, 1, 1024, new byte[0])),
                new Message(Direction.FROM_ORIGINATOR, frame(0xC9, 1024, 1, new byte[0])),
                new Message(Direction.FROM_RESPONDER, frame(0x0B, 1, 1024, new byte[0])),
                new Message(Direction.FROM_ORIGINATOR, ask("C0 01 | 01 00 06")),
                new Message(Direction.FROM_RESPONDER, tell("C0 81 0000 | 6E 80 00 00 04 | " + "41".repeat(640))));
    }
}
