package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations made by hand, of every kind of message. */
public final class S7Corpus implements Corpus {
    static final String CONNECT = "03000016 11E0 0000 0001 00 C0010A C2020102 C1020100";
    static final String CONFIRM = "03000016 11D0 0001 0002 00 C0010A C1020100 C2020102";

    /** A data PDU around the fields of a message. */
    static String data(String fields) {
        int length = Corpus.hex(fields).length + 7;
        return String.format("0300%04x02F080", length) + fields;
    }

    /** A job. */
    static String job(int reference, String parameter, String data) {
        return data(
                String.format("32010000%04x%04x%04x", reference, Corpus.hex(parameter).length, Corpus.hex(data).length)
                        + parameter
                        + data);
    }

    /** Its acknowledgement with data. */
    static String ack(int reference, int error, String parameter, String data) {
        return data(String.format(
                        "32030000%04x%04x%04x%04x",
                        reference, Corpus.hex(parameter).length, Corpus.hex(data).length, error)
                + parameter
                + data);
    }

    static String user(int reference, String parameter, String data) {
        return data(
                String.format("32070000%04x%04x%04x", reference, Corpus.hex(parameter).length, Corpus.hex(data).length)
                        + parameter
                        + data);
    }

    /** A frame of S7comm-plus, version 2. */
    static String plus(String message) {
        int length = Corpus.hex(message).length;
        return data(String.format("7202%04x", length) + message + "72020000");
    }

    @Override
    public String protocol() {
        return S7Decoder.PROTOCOL;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return S7Decoder.PORT;
    }

    private static Message to(String fields) {
        return new Message(Direction.FROM_ORIGINATOR, Corpus.hex(fields));
    }

    private static Message back(String fields) {
        return new Message(Direction.FROM_RESPONDER, Corpus.hex(fields));
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(variables(), transfer(), userdata(), plusSession());
    }

    private static List<Message> variables() {
        return List.of(
                to(CONNECT),
                back(CONFIRM),
                to(job(1, "F000 0001 0001 01E0", "")),
                back(ack(1, 0, "F000 0001 0001 00F0", "")),
                to(job(2, "0402 120A10040002000184000010 120A10010001000083000051", "")),
                back(ack(2, 0, "0402", "FF040020 0001FFFF FF030001 01")),
                to(job(3, "0501 120A10020003000183000050", "00040018 010203")),
                back(ack(3, 0, "0501", "FF")),
                to(job(4, "0401 1208820100010002 5001", "")),
                back(ack(4, 0x8104, "0401", "")));
    }

    private static List<Message> transfer() {
        return List.of(
                to(job(1, "1D00 0000 00000000 09 5F3041303030303141", "")),
                back(ack(1, 0, "1D00 0000 00000007 07 30303030323136", "")),
                to(job(2, "29 0000000000 09 505F50524F4752414D", "")),
                back(ack(2, 0, "29", "")),
                to(job(3, "28 000000000000FD 0000 09 505F50524F4752414D", "")),
                back(ack(3, 0, "28", "")),
                to(job(4, "28 000000000000FD 0002 4550 05 5F4D4F4455", "")),
                back(ack(4, 0xD241, "28", "")));
    }

    private static List<Message> userdata() {
        return List.of(
                to(user(1, "0001120411440100", "FF090004 00110000")),
                back(user(
                        1,
                        "000112081284010100000000",
                        "FF090024 00110000 001C0001 0001 3645533720414243202020202020202020202020 00C0 0003 0001")),
                to(user(2, "0001120411470200", "FF09000A 00191602082308100002")),
                back(user(2, "000112081287020200000000", "0A000000")),
                to(user(3, "0001120411450100", "FF090008 0102030405060708")),
                back(user(3, "00011208128501030000D602", "0A000000")),
                to(user(4, "0001120411420100", "FF090010 0001 01 01 120A10020002000183000000")),
                back(user(4, "000112081282010500000000", "FF090008 0001 FF040010 0102")),
                back(user(5, "000112081202010500000000", "FF090008 0001 FF040010 0304")),
                back(user(6, "000112081200000000000000", "")));
    }

    private static List<Message> plusSession() {
        return List.of(
                to(plus("31 0000 054C 0000 0003 000003BE 34 00000000 01 04 00 8A8E8003 02 9376 0A 00000000")),
                back(plus("32 0000 054C 0000 0003 34 00 01 0002 03 00 00 00000000")),
                to(plus("31 0000 04F2 0000 0004 000003BE 34 00000034 01 9077 0008 01 00000000")),
                back(plus("32 0000 04F2 0000 0004 34 00 00000000")));
    }
}
