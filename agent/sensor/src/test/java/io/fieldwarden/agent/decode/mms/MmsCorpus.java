package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** An association and every service that is read in detail. */
public final class MmsCorpus implements Corpus {

    static String element(String tag, String contents) {
        int length = Corpus.hex(contents).length;
        String size = length < 128
                ? String.format("%02X", length)
                : length < 256 ? String.format("81%02X", length) : String.format("82%04X", length);
        return tag + size + contents;
    }

    /** A message in one transport PDU. */
    static String tpkt(String message) {
        return String.format("0300 %04X 02 F0 80 | ", 7 + Corpus.hex(message).length) + message;
    }

    /** A PDU on an association that stands. */
    static String data(String pdu) {
        return tpkt("01 00 01 00 " + element("61", element("30", "02 01 03" + element("A0", pdu))));
    }

    static String request(int invoke, String service) {
        return data(element("A0", String.format("02 01 %02X", invoke) + service));
    }

    static String response(int invoke, String service) {
        return data(element("A1", String.format("02 01 %02X", invoke) + service));
    }

    /** Domain LD, item of the given name. */
    static String variable(String item) {
        return element("30", element("A0", element("A1", "1A 02 4C44" + element("1A", text(item)))));
    }

    static String text(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(character -> hex.append(String.format("%02X", character)));
        return hex.toString();
    }

    static String read(int invoke, String... items) {
        StringBuilder list = new StringBuilder();
        for (String item : items) {
            list.append(variable(item));
        }
        return request(invoke, element("A4", element("A1", element("A0", list.toString()))));
    }

    static String results(int invoke, String data) {
        return response(invoke, element("A4", element("A1", data)));
    }

    static String write(int invoke, String item, String data) {
        return request(invoke, element("A5", element("A0", variable(item)) + element("A0", data)));
    }

    private static String associated(String tag, String contexts, String pdu) {
        String external = element("28", "06 02 5101 02 01 03" + element("A0", pdu));
        String acse = element(tag, "80 02 0780 | A1 07 06 05 28CA220203" + element("BE", external));
        String user = element("61", element("30", "02 01 01" + element("A0", acse)));
        return element("31", "A0 03 80 01 01" + element("A2", contexts + user));
    }

    private static String spdu(String type, String user) {
        return type
                + String.format("FF %04X", 4 + Corpus.hex(user).length)
                + String.format("C1 FF %04X", Corpus.hex(user).length)
                + user;
    }

    static final String REQUEST_TRANSPORT = "0300 0016 11 E0 0000 0001 00 C1 02 0001 C2 02 0001 C0 01 0A";
    static final String CONFIRM_TRANSPORT = "0300 000B 06 D0 0001 0002 00";
    static final String INITIATE = tpkt(spdu(
            "0D",
            associated(
                    "60",
                    "A4 23 30 0F 02 01 01 06 04 52010001 30 04 06 02 5101"
                            + "30 10 02 01 03 06 05 28CA220201 30 04 06 02 5101",
                    "A8 1B 80 03 00FDE8 81 01 05 82 01 05 83 01 0A A4 0B 80 01 01 81 01 00 82 03 05 F100")));
    static final String INITIATED = tpkt(spdu(
            "0E",
            associated(
                    "61", "", "A9 1B 80 03 00FDE8 81 01 05 82 01 05 83 01 0A A4 0B 80 01 01 81 01 00 82 03 05 F100")));
    static final String IDENTIFY = request(1, "82 00");
    static final String IDENTITY = response(1, "A2 0C 80 03 414243 81 02 4D31 82 01 37");
    /** A measured value, its quality and its time. */
    static final String MEASURED = "A2 16 87 05 08 42280000 84 03 03 0000 91 08 4DDDA51A 8000000A";

    static final String READ = read(2, "MMXU1$MX$A", "LLN0$DC$NamPlt$vendor");
    static final String READ_RESULTS = results(2, MEASURED + "8A 03 414243");
    static final String OPERATE = write(3, "GGIO1$CO$SPCSO1$Oper", "A2 06 83 01 01 83 01 00");
    static final String OPERATED = response(3, "A5 02 81 00");
    static final String SETTING = write(4, "PTOC1$SG$StrVal", "85 01 05");
    static final String SETTING_REFUSED = response(4, "A5 03 80 01 03");
    static final String START = request(5, "BF 28 07 80 03 505249 81 00");
    static final String START_REFUSED = data("A2 0A 80 01 05 A2 05 A0 03 87 01 03");
    static final String DOWNLOAD = request(6, "BA 0A 80 03 444F4D A1 00 82 01 00");
    static final String REJECT = data("A4 06 80 01 06 81 01 01");
    static final String NAMES = request(7, "A1 09 A0 03 80 01 09 A1 02 80 00");
    static final String NAME_LIST = response(7, "A1 09 A0 04 1A 02 4C44 81 01 00");
    static final String FILE_OPEN = request(8, "BF 48 0A A0 05 19 03 2F6162 81 01 00");
    static final String FILE_OPENED = response(8, "BF 48 08 80 01 01 A1 03 80 01 64");
    /** Report of a data set of two members of which the second is included. */
    static final String REPORT = data(element(
            "A3",
            element(
                    "A0",
                    element("A1", "80 03 525054")
                            + element(
                                    "A0",
                                    "8A 02 5231 84 03 06 6800 86 01 07 8C 06 00000000 3039 8A 02 4453" + "84 02 06 40"
                                            + "83 01 01"))));

    static final String CONCLUDE = data("8B 00");
    static final String CONCLUDED = data("8C 00");
    /** Without session, presentation and association. */
    static final String BARE_INITIATE =
            tpkt("A8 1B 80 03 00FDE8 81 01 05 82 01 05 83 01 0A A4 0B 80 01 01 81 01 00 82 03 05 F100");

    static final String BARE_STOP = tpkt("A0 0B 02 01 01 BF 29 05 80 03 505249");

    @Override
    public String protocol() {
        return MmsDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 102;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        Message.request(REQUEST_TRANSPORT),
                        Message.answer(CONFIRM_TRANSPORT),
                        Message.request(INITIATE),
                        Message.answer(INITIATED),
                        Message.request(IDENTIFY),
                        Message.answer(IDENTITY),
                        Message.request(READ),
                        Message.answer(READ_RESULTS),
                        Message.request(CONCLUDE),
                        Message.answer(CONCLUDED)),
                List.of(
                        Message.request(OPERATE),
                        Message.answer(OPERATED),
                        Message.request(SETTING),
                        Message.answer(SETTING_REFUSED),
                        Message.request(START),
                        Message.answer(START_REFUSED)),
                List.of(
                        Message.request(DOWNLOAD),
                        Message.answer(REJECT),
                        Message.request(NAMES),
                        Message.answer(NAME_LIST),
                        Message.request(FILE_OPEN),
                        Message.answer(FILE_OPENED),
                        Message.answer(REPORT)),
                List.of(Message.request(BARE_INITIATE), Message.request(BARE_STOP)));
    }
}
