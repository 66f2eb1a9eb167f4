package io.fieldwarden.agent.decode.goose;

import io.fieldwarden.agent.decode.Ber;
import io.fieldwarden.agent.decode.Window;

/** The fields of one GOOSE PDU, where they stand (IEC 61850-8-1, annex A). Reused; nothing is copied. */
final class GooseMessage {
    static final int GOOSE = 0x61;
    static final int MANAGEMENT = 0x60;

    private static final int MANDATORY = 0xD77; // all but goID, simulation and ndsCom, which may be left out

    int referenceAt;
    int referenceLength;
    long timeAllowed;
    int dataSetAt;
    int dataSetLength;
    int idAt;
    int idLength;
    int timeAt;
    int timeLength;
    long state;
    long sequence;
    boolean simulation;
    long revision;
    boolean needsCommissioning;
    long entries;
    int dataAt;
    int dataEnd;

    private final Ber ber = new Ber();
    private int seen;

    /** Reads the contents of a PDU; false if an element is broken or a mandatory one missing. */
    boolean read(Window bytes, int from, int to) {
        seen = 0;
        idLength = 0;
        simulation = false;
        needsCommissioning = false;
        ber.over(bytes, from, to);
        while (ber.next()) {
            int number = ber.number();
            if (number <= 11) {
                field(bytes, number);
                seen |= 1 << number;
            }
        }
        return !ber.malformed() && (seen & MANDATORY) == MANDATORY;
    }

    private void field(Window bytes, int number) {
        boolean truth = ber.length() > 0 && bytes.u8(ber.start()) != 0;
        switch (number) {
            case 0 -> {
                referenceAt = ber.start();
                referenceLength = ber.length();
            }
            case 1 -> timeAllowed = ber.unsigned();
            case 2 -> {
                dataSetAt = ber.start();
                dataSetLength = ber.length();
            }
            case 3 -> {
                idAt = ber.start();
                idLength = ber.length();
            }
            case 4 -> {
                timeAt = ber.start();
                timeLength = ber.length();
            }
            case 5 -> state = ber.unsigned();
            case 6 -> sequence = ber.unsigned();
            case 7 -> simulation = truth;
            case 8 -> revision = ber.unsigned();
            case 9 -> needsCommissioning = truth;
            case 10 -> entries = ber.unsigned();
            default -> {
                dataAt = ber.start();
                dataEnd = ber.end();
            }
        }
    }
}
