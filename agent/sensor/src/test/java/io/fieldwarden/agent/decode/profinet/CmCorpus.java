package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Calls of the connection manager and of the endpoint mapper. */
public final class CmCorpus implements Corpus {
    static final String AR = "11111111 2222 3333 4444 555555555555";

    /** A big-endian packet of the device interface. */
    static String packet(String type, int sequence, String operation, String body) {
        int length = Corpus.hex(body).length;
        return "04" + type + "20 00 00 00 00 00 | DEA00000 6C97 11D1 8271 0001 010D 002A"
                + "| DEA00001 6C97 11D1 8271 00A02442DF7D | 01020304 0506 0708 090A 0B0C0D0E0F10"
                + String.format(
                        "| 00000000 00000001 %08X %s FFFF FFFF %04X 0000 00 00 | %s",
                        sequence, operation, length, body);
    }

    static String arguments(String first, String blocks) {
        int length = Corpus.hex(blocks).length;
        return String.format("%s %08X 00001000 00000000 %08X | %s", first, length, length, blocks);
    }

    static String call(int sequence, String operation, String blocks) {
        return packet("00", sequence, operation, arguments("00001000", blocks));
    }

    static String result(int sequence, String operation, String status, String blocks) {
        return packet("02", sequence, operation, arguments(status, blocks));
    }

    static String record(String type, String slot, String index, int length, String rest) {
        return type + "003C 0100 0001" + AR + "00000000" + slot + "0001 0000" + index + String.format("%08X", length)
                + rest;
    }

    static final String REST = "000000000000000000000000 000000000000000000000000";
    static final String CONNECT = call(
            1,
            "0000",
            "0101 003C 0100 0001" + AR + "0001 001122334455 DEA00000 6C97 11D1 8271 0001 0001 002A"
                    + "00000011 0258 8892 0006 63 74 72 6C 2D 31"
                    + "| 0102 0022 0100 0001 0001 8892 00000001 0028 C001 0020 0008 0001 0000 FFFFFFFF 0003 0003 C000"
                    + "| 0104 0012 0100 0001 00000000 0001 00000020 0000 0002");
    static final String CONNECTED = result(
            1,
            "0000",
            "00000000",
            "8101 001E 0100 0001" + AR
                    + "0001 665544332211 8892 | 8102 0008 0100 0001 0001 C001 | 8104 0004 0100 0000");
    static final String WRITE = call(2, "0003", record("0008", "0001", "0001", 4, REST) + "01020304");
    static final String WRITTEN = result(2, "0003", "00000000", record("8008", "0001", "0001", 4, REST));
    static final String MULTIPLE_WRITE = call(
            3,
            "0003",
            record("0008", "0000", "E040", 136, REST) + record("0008", "0001", "0001", 3, REST) + "010203 00"
                    + record("0008", "0002", "AFF1", 2, REST) + "0102");
    static final String WRITE_REFUSED = result(3, "0003", "DF80B200", record("8008", "0001", "0001", 0, REST));
    static final String READ_IM0 = call(4, "0005", record("0009", "0001", "AFF0", 4096, REST));
    static final String IM0 = result(
            4,
            "0005",
            "00000000",
            record("8009", "0001", "AFF0", 60, REST) + "0020 0038 0100 002A"
                    + "36455337 20313233 2D344142 35362D30 43443020"
                    + "53204331 32333435 36373820 20202020"
                    + "0005 56 02 01 03 0000 0000 0000 0101 001E");
    static final String PARAMETER_END = call(5, "0004", "0110 001C 0100 0000" + AR + "0001 0000 0001 0000");
    static final String DONE = result(5, "0004", "00000000", "8110 001C 0100 0000" + AR + "0001 0000 0008 0000");
    static final String RELEASE = call(6, "0001", "0114 001C 0100 0000" + AR + "0001 0000 0004 0000");
    static final String FAULT = packet("03", 6, "0001", "1C010003");

    @Override
    public String protocol() {
        return CmDecoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public int port() {
        return 34_964;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(Message.request(CONNECT), Message.answer(CONNECTED)),
                List.of(
                        Message.request(WRITE),
                        Message.answer(WRITTEN),
                        Message.request(MULTIPLE_WRITE),
                        Message.answer(WRITE_REFUSED)),
                List.of(Message.request(READ_IM0), Message.answer(IM0)),
                List.of(
                        Message.request(PARAMETER_END),
                        Message.answer(DONE),
                        Message.request(RELEASE),
                        Message.answer(FAULT)));
    }
}
