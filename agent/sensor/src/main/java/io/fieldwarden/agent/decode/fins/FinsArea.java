package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;

/** Memory areas by their codes (W342 5-2-2 for the CS and CJ series, W227 1-5 for the CV series). */
final class FinsArea {
    private static final int BITS = 16;

    private FinsArea() {}

    /** Short name of an area, as the software for engineers writes it in lower case; empty if the code is not known. */
    static String name(int code) {
        if ((code & 0xF0) == 0x20) {
            return "em" + Integer.toHexString(code & 0xF) + ".bit";
        }
        if ((code & 0xF0) == 0xA0) {
            return "em" + Integer.toHexString(code & 0xF);
        }
        if ((code & 0xF8) == 0x90) {
            return "em" + (code & 7);
        }
        return switch (code) {
            case 0x00, 0x30 -> "cio.bit";
            case 0x80, 0xB0 -> "cio";
            case 0x31 -> "wr.bit";
            case 0xB1 -> "wr";
            case 0x32 -> "hr.bit";
            case 0xB2 -> "hr";
            case 0x33 -> "ar.bit";
            case 0xB3 -> "ar";
            case 0x01, 0x09 -> "tim.flag";
            case 0x81, 0x89 -> "tim";
            case 0x02 -> "dm.bit";
            case 0x82 -> "dm";
            case 0x0A -> "em.bit";
            case 0x98 -> "em";
            default -> rare(code);
        };
    }

    private static String rare(int code) {
        return switch (code) {
            case 0x03 -> "transition.flag";
            case 0x04 -> "step.flag";
            case 0x06 -> "task.flag";
            case 0x07 -> "condition.flag";
            case 0x1B -> "action.flag";
            case 0x46 -> "task.status";
            case 0x49 -> "tim.forced";
            case 0x70 -> "cio.bit.forced";
            case 0x71 -> "wr.bit.forced";
            case 0x72 -> "hr.bit.forced";
            case 0x84 -> "step";
            case 0xBC -> "dr";
            case 0xDC -> "ir";
            default -> "";
        };
    }

    /** Bytes of one element; 0 if the code is not known. */
    static int size(int code) {
        String name = name(code);
        if (name.isEmpty()) {
            return 0;
        }
        if (code == 0xDC) {
            return Integer.BYTES;
        }
        return name.indexOf('.') > 0 ? 1 : Short.BYTES;
    }

    /** Whether the address names a bit of a word. */
    static boolean isBit(int code) {
        return name(code).contains(".bit");
    }

    /** The points that start at the four bytes of area and address at {@code at}. */
    static Points points(Window bytes, int at, int count) {
        int code = bytes.u8(at);
        String name = name(code);
        String space = name.isEmpty() ? String.format("area_0x%02x", code) : name;
        long word = bytes.u16(at + 1);
        return new Points(space, isBit(code) ? word * BITS + bytes.u8(at + 3) : word, Math.max(1, count));
    }

    /** {@code count} elements of an area of known size from {@code at}; all of them are there. */
    static Values values(int code, Window bytes, int at, int count) {
        int size = size(code);
        if (size == Short.BYTES) {
            short[] words = new short[count];
            for (int index = 0; index < count; index++) {
                words[index] = (short) bytes.u16(at + 2 * index);
            }
            return new Values.Words(words);
        }
        double[] numbers = new double[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = size == 1 ? bytes.u8(at + index) : bytes.u32(at + size * index);
        }
        return new Values.Numbers(numbers);
    }
}
