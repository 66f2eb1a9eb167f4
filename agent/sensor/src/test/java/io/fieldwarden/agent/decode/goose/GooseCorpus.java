package io.fieldwarden.agent.decode.goose;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** States and repetitions of one control block. */
public final class GooseCorpus implements Corpus {

    /** A message of control block {@code A/G}, with this many entries said. */
    static String goose(int state, int sequence, int entries, String data) {
        String values = element("AB", data);
        String pdu = "80 03 412F47 | 81 02 07D0 | 82 03 412F44 | 83 01 47 | 84 08 4DDDA51A 80000000"
                + String.format(
                        "| 85 02 %04X | 86 02 %04X | 87 01 00 | 88 01 01 | 89 01 00 | 8A 01 %02X |",
                        state, sequence, entries)
                + values;
        String whole = element("61", pdu);
        return String.format("0001 %04X 0000 0000 | ", 8 + Corpus.hex(whole).length) + whole;
    }

    static String element(String tag, String contents) {
        int length = Corpus.hex(contents).length;
        return tag + (length < 128 ? String.format("%02X", length) : String.format("81%02X", length)) + contents;
    }

    /** A truth, a float with quality and time in a structure, a bit string, numbers and a text. */
    static final String VALUES = "83 01 01 | A2 16 87 05 08 42280000 84 03 03 0000 91 08 4DDDA51A 8000000A"
            + "| 84 02 06 40 | 85 01 FE | 86 02 0102 | 8A 02 6F6B";

    @Override
    public String protocol() {
        return GooseDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.LINK;
    }

    @Override
    public int port() {
        return GooseDecoder.ETHER_TYPE;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(List.of(
                Message.request(goose(1, 0, 6, VALUES)),
                Message.request(goose(1, 1, 6, VALUES)),
                Message.request(goose(2, 0, 1, "83 01 00")),
                Message.request("0001 000A 0000 0000 60 00")));
    }
}
