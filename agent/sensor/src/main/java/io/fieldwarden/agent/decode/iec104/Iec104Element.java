package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.ValueSeen.Quality;

/** One information element as read: its number and its quality (60870-5-101 clause 7.2.6). Reused. */
final class Iec104Element {
    private static final int INVALID = 0x80;
    private static final int NOT_TOPICAL = 0x40;
    private static final int SUBSTITUTED = 0x20;
    private static final int BLOCKED = 0x10;
    private static final int ELAPSED_INVALID = 0x08;
    private static final int OVERFLOW = 0x01;
    private static final int CARRY = 0x100;
    private static final int ADJUSTED = 0x200;
    private static final int TRANSIENT = 0x400;
    private static final int DESCRIPTOR = INVALID | NOT_TOPICAL | SUBSTITUTED | BLOCKED;
    private static final double NORMALISED_UNIT = 32_768;

    private static final int[] FLAGS = {
        INVALID, NOT_TOPICAL, SUBSTITUTED, BLOCKED, ELAPSED_INVALID, OVERFLOW, CARRY, ADJUSTED, TRANSIENT
    };
    private static final String[] NAMES = {"iv", "nt", "sb", "bl", "ei", "ov", "cy", "ca", "transient"};

    private double number;
    private int flags;
    private boolean stated;

    double number() {
        return number;
    }

    /** Quality bits; {@link #names} puts them into words. */
    int flags() {
        return flags;
    }

    Quality quality() {
        if (!stated) {
            return Quality.UNSTATED;
        }
        if ((flags & (INVALID | ELAPSED_INVALID)) != 0) {
            return Quality.BAD;
        }
        return (flags & (NOT_TOPICAL | SUBSTITUTED | BLOCKED | OVERFLOW)) != 0 ? Quality.UNCERTAIN : Quality.GOOD;
    }

    /** Names of quality bits as the standard abbreviates them, parted by commas. */
    static String names(int flags) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < FLAGS.length; index++) {
            if ((flags & FLAGS[index]) != 0) {
                text.append(text.isEmpty() ? "" : ",").append(NAMES[index]);
            }
        }
        return text.toString();
    }

    /** Reads the element of {@code form} at {@code at}; all its bytes are there. */
    void read(Iec104Type.Form form, Window bytes, int at) {
        stated = true;
        switch (form) {
            case SINGLE -> set(bytes.u8(at) & 1, bytes.u8(at) & DESCRIPTOR);
            case DOUBLE -> set(bytes.u8(at) & 3, bytes.u8(at) & DESCRIPTOR);
            case STEP -> set(step(bytes.u8(at)), described(bytes, at + 1) | transience(bytes.u8(at)));
            case BITS -> set(unsigned(bytes, at), described(bytes, at + 4));
            case NORMALISED -> set(normalised(bytes, at), described(bytes, at + 2));
            case SCALED -> set((short) bytes.u16le(at), described(bytes, at + 2));
            case FLOAT -> set(Float.intBitsToFloat(bytes.i32le(at)), described(bytes, at + 4));
            case COUNTER, SECURITY_COUNTER -> set(bytes.i32le(at), counted(bytes.u8(at + 4)));
            case PROTECTION -> set(bytes.u8(at) & 3, event(bytes.u8(at)));
            case START_EVENTS -> set(bytes.u8(at) & 0x3F, event(bytes.u8(at + 1)));
            case OUTPUT_CIRCUIT -> set(bytes.u8(at) & 0x0F, event(bytes.u8(at + 1)));
            case STATUS_CHANGE -> set(bytes.u16le(at), described(bytes, at + 4));
            case NORMALISED_BARE, NORMALISED_COMMAND -> bare(normalised(bytes, at));
            case SINGLE_COMMAND -> bare(bytes.u8(at) & 1);
            case DOUBLE_COMMAND, STEP_COMMAND -> bare(bytes.u8(at) & 3);
            case SCALED_COMMAND -> bare((short) bytes.u16le(at));
            case FLOAT_COMMAND -> bare(Float.intBitsToFloat(bytes.i32le(at)));
            case BITS_COMMAND -> bare(unsigned(bytes, at));
            case NONE -> bare(Double.NaN);
        }
    }

    private void set(double value, int bits) {
        number = value;
        flags = bits;
    }

    private void bare(double value) {
        set(value, 0);
        stated = false;
    }

    private static int described(Window bytes, int at) {
        return bytes.u8(at) & (DESCRIPTOR | OVERFLOW);
    }

    private static int event(int bits) {
        return bits & (DESCRIPTOR | ELAPSED_INVALID);
    }

    private static int counted(int bits) {
        return (bits & INVALID) | ((bits & 0x20) != 0 ? CARRY : 0) | ((bits & 0x40) != 0 ? ADJUSTED : 0);
    }

    /** Seven bits with a sign; the eighth says that the position is changing. */
    private static int step(int bits) {
        return (bits << 25) >> 25;
    }

    private static int transience(int bits) {
        return (bits & 0x80) != 0 ? TRANSIENT : 0;
    }

    private static double normalised(Window bytes, int at) {
        return (short) bytes.u16le(at) / NORMALISED_UNIT;
    }

    private static double unsigned(Window bytes, int at) {
        return bytes.i32le(at) & 0xFFFF_FFFFL;
    }
}
