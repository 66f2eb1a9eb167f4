package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations over UDP, written by the manuals. */
public final class FinsCorpus implements Corpus {
    private static final String ASK = "80 00 02 00 0A 00 00 01 00 ";
    private static final String TELL = "C0 00 02 00 01 00 00 0A 00 ";
    private static final String MODEL = "434A324D2D435055333120202020202020202020";
    private static final String VERSION = "30322E3031202020202020202020202020202020";

    @Override
    public String protocol() {
        return FinsDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return FinsDecoder.PORT;
    }

    /** A command and its response, both without header; {@code service} in hexadecimal. */
    static List<Message> exchange(String service, String command, String response) {
        return List.of(Message.request(ASK + service + command), Message.answer(TELL + service + response));
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                exchange("01", "0101 82 0064 00 0003", "0101 0000 0001 0002 FFFF"),
                exchange("02", "0102 B1 0005 00 0002 1234 5678", "0102 0000"),
                exchange("03", "0103 82 0000 00 0004 0000", "0103 2101"),
                exchange("04", "0104 82000A00 30000103", "0104 0000 82 0007 30 01"),
                exchange("05", "0105 82000000 82006400 0002", "0105 0000"),
                exchange("06", "0501 00", "0501 0000" + MODEL + VERSION + "00".repeat(52)),
                exchange("07", "0502 00 01", "0502 0000 81 10" + MODEL),
                exchange("08", "0601", "0601 0000 01 04 0000 0000 0000 0000" + "20".repeat(16)),
                exchange("09", "0620 01", "0620 0000 00000064 000000C8 0000000A"),
                exchange("0A", "0701", "0701 0000 26 11 23 12 34 56 01"),
                exchange("0B", "0401 FFFF 04", "0401 0000"),
                exchange("0C", "0402", "0402 0000"),
                exchange("0D", "2301 0001 0001 30 0001 03", "2301 0000"),
                exchange("0E", "0304 FFFF 00 00000000 FFFFFFFF 7065726D6974", "0304 0000"),
                exchange("0F", "2203 0000 46494C45312020205458542000000000", "2203 0000"));
    }
}
