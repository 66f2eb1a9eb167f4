package io.fieldwarden.agent.decode.iec104;

/** Messages field by field. */
final class Iec104Bytes {
    static final String STARTDT_ACT = "68 04 07000000";
    static final String STARTDT_CON = "68 04 0B000000";

    private Iec104Bytes() {}

    /** An I-format: own number, number received, ASDU. */
    static String information(int sent, int received, String asdu) {
        String body = asdu.replaceAll("[\\s|]", "");
        return String.format("68 %02X ", 4 + body.length() / 2) + sequence(sent) + sequence(received) + body;
    }

    /** An S-format. */
    static String acknowledged(int received) {
        return "68 04 0100 " + sequence(received);
    }

    private static String sequence(int number) {
        int bits = number << 1;
        return String.format("%02X%02X ", bits & 0xFF, bits >> 8);
    }
}
