package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusConversation.adu;

import java.util.List;

/** Exchanges of every kind, for tests that take them apart. */
final class ModbusCorpus {
    /** A request and its answer. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Exchange(byte[] request, byte[] answer) {}

    private static final String UMAS_ID =
            "5A | 00 FE | 3000 01300601 3006 6002 0000 0000 0100 00000000 0000" + "| 0C 424D58205033342032303230";

    static final List<Exchange> EXCHANGES = List.of(
            of(1, "01 | 0013 | 000A", "01 | 02 | CD 02"),
            of(2, "02 | 00C4 | 0016", "02 | 03 | AC DB 35"),
            of(3, "03 | 006B | 0003", "03 | 06 | 022B 0000 0064"),
            of(4, "04 | 0008 | 0001", "04 | 02 | 000A"),
            of(5, "05 | 00AC | FF00", "05 | 00AC | FF00"),
            of(6, "06 | 0001 | 0003", "06 | 0001 | 0003"),
            of(7, "07", "07 | 6D"),
            of(8, "08 | 0000 | A537", "08 | 0000 | A537"),
            of(9, "0B", "0B | FFFF | 0108"),
            of(10, "0C", "0C | 08 | 0000 | 0108 | 0121 | 20 00"),
            of(11, "0F | 0013 | 000A | 02 | CD 01", "0F | 0013 | 000A"),
            of(12, "10 | 0001 | 0002 | 04 | 000A 0102", "10 | 0001 | 0002"),
            of(13, "11", "11 | 07 | 2A | FF | 50 4C 43 2D 31"),
            of(14, "14 | 0E | 06 0004 0001 0002 | 06 0003 0009 0002", "14 | 0C | 05 06 0DFE 0020 | 05 06 33CD 0040"),
            of(15, "15 | 0D | 06 0004 0007 0003 | 06AF 04BE 100D", "15 | 0D | 06 0004 0007 0003 | 06AF 04BE 100D"),
            of(16, "16 | 0004 | 00F2 | 0025", "16 | 0004 | 00F2 | 0025"),
            of(17, "17 | 0003 | 0002 | 000E | 0003 | 06 | 00FF 00FE 00FD", "17 | 04 | 00FE 0ACD"),
            of(18, "18 | 04DE", "18 | 0006 | 0002 | 01B8 1284"),
            of(19, "2B | 0E | 01 | 00", "2B | 0E | 01 | 01 | 00 | 00 | 02 | 00 04 41434D45 | 01 02 5031"),
            of(20, "2B | 0D | 01 02 03", "2B | 0D | 01 02 03"),
            of(21, "03 | 0000 | 0001", "83 | 02"),
            of(22, "5A | 00 01", "5A | 00 FE"),
            // what is wrong with these is told the same however they arrive
            of(23, "03 | FFFF | 0002", "03 | 04 | 0001"),
            of(24, "10 | 0001 | 0002 | 05 | 000A 0102", "90 | 63"),
            of(25, "05 | 0001 | 1234", "06 | 0001 | 1234"),
            of(26, "5A | 00 02", UMAS_ID),
            of(27, "5A | 07 20 | 01 0100 0200 0000 1000", "5A | 07 FD | 80 01"),
            of(28, "5A | 00 10 | 00000000 | 04 50432D31", "5A | 00 FE | 07"),
            of(29, "5A | 07 41 | FF 00", "5A | 07 FE"));

    private ModbusCorpus() {}

    private static Exchange of(int transaction, String request, String answer) {
        return new Exchange(adu(transaction, 1, request), adu(transaction, 1, answer));
    }
}
