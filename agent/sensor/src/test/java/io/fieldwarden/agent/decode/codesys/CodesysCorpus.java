package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.Corpus;
import io.fieldwarden.agent.observation.Transport;
import java.util.List;

/** Conversations of V3 over TCP with every kind of datagram and channel command, and one of V2. */
public final class CodesysCorpus implements Corpus {
    /** Header of a datagram over TCP: 3 words, both addresses of 3 words, padded to 20 bytes. */
    private static final String ADDRESSES = "00 33 | 2DDC 0A000002 | C350 0A000001 | 0000";

    static final String OPEN = channel("C3 00 0101 | 00000000 | 11223344 | 00401F00 | 08000000");
    static final String OPENED = channel("83 00 0101 | 00000000 | 11223344 | 0000 | 0700 | 00401F00 | 08000000");
    static final String CLOSE = channel("C4 00 0101 | 00000000 | 0700 0000");
    static final String KEEP_ALIVE = channel("03 00 0700 | 00000000");
    static final String NODE_INFO_PACKAGE =
            "80C2 0004 78563412 | 0400 01 00 0000 | 0300 0400 0200 | 10100000 | 01000000 "
                    + "| 00110503 | 00000000 | 03 00 05 00 | 0000000000000000 "
                    + "| 50004C004300 0000 | 570049004E003300 0000 | 330053 00 0000 | 534E31 00";
    static final String RESOLVE_PACKAGE = "02C2 0004 78563412";

    @Override
    public String protocol() {
        return "codesys";
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public int port() {
        return 11740;
    }

    /** One block of the block driver. */
    static String block(int datagramService, String payload) {
        String datagram = "C5 6B 40" + little(datagramService, 1) + ADDRESSES + payload;
        int length = 8 + Corpus.hex(datagram).length;
        return "000117E8" + little(length, 4) + datagram;
    }

    static String channel(String payload) {
        return block(64, payload);
    }

    /** A service in one block of a channel. */
    static String service(int protocol, int group, int number, String data) {
        int size = Corpus.hex(data).length;
        return channel("01 81 0700 | 01000000 | 00000000 | " + little(20 + size, 4) + "00000000 | "
                + little(protocol, 2) + "1000" + little(group, 2) + little(number, 2) + "11000000" + little(size, 4)
                + "00000000" + data);
    }

    private static String little(int value, int size) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < size; index++) {
            text.append(String.format("%02X", value >>> (8 * index) & 0xFF));
        }
        return text.toString();
    }

    /** V2's answer to service 1. */
    static String secondIdentity() {
        String texts = "00".repeat(57) + "57696E646F7773" + "00".repeat(25) + "584D" + "00".repeat(30) + "503153"
                + "00".repeat(29);
        return "BBBB" + little(1 + texts.length() / 2, 4) + "01" + texts;
    }

    @Override
    public List<List<Message>> conversations() {
        return List.of(
                List.of(
                        Message.request(OPEN),
                        Message.answer(OPENED),
                        Message.request(service(0xCD55, 1, 2, "22 01 00")),
                        Message.answer(service(0xCD55, 0x81, 2, "82 01 00")),
                        Message.request(KEEP_ALIVE),
                        Message.request(channel("02 00 0700 | 01000000")),
                        Message.request(service(0xCD55, 2, 0x11, "01 02 0000")),
                        Message.answer(service(0xCD55, 0x82, 0x11, "")),
                        Message.request(service(0x7557, 8, 4, "AABB")),
                        Message.answer(service(0x7557, 0x88, 4, "")),
                        Message.request(channel("C2 00 0101 | 00000000")),
                        Message.request(CLOSE)),
                List.of(
                        Message.request(block(3, RESOLVE_PACKAGE)),
                        Message.answer(block(4, NODE_INFO_PACKAGE)),
                        Message.request(block(1, "")),
                        Message.answer(block(2, ""))),
                List.of(
                        Message.request("BBBB 01000000 01"),
                        Message.answer(secondIdentity()),
                        Message.request("BBBB 03000000 92 0000"),
                        Message.answer("BBBB 01000000 00")));
    }
}
