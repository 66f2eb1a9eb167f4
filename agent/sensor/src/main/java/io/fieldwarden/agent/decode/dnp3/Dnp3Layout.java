package io.fieldwarden.agent.decode.dnp3;

/**
 * How an object of one group and variation is laid out (annex A). Offsets are from its start, -1 where it has no such field.
 *
 * @param form what kind of object it is
 * @param size bytes; bits of a packed object; 0 where the size is told beside the object
 * @param flagsAt flags of the point
 * @param value what the value is
 * @param valueAt the value
 * @param timeAt time tag of 48 bits, milliseconds since 1970
 * @param relativeAt time tag of 16 bits, milliseconds after the common time of occurrence
 * @param statusAt control status
 */
record Dnp3Layout(
        Form form, int size, int flagsAt, Value value, int valueAt, int timeAt, int relativeAt, int statusAt) {

    static final int ABSENT = -1;

    /** Kinds of object. */
    enum Form {
        /** Fields of fixed size. */
        FIXED,
        /** Bits, or pairs of bits, the first in the lowest of the first octet. */
        PACKED,
        /** As many octets as the variation says. */
        BY_VARIATION,
        /** A device attribute: data type, length, octets. */
        ATTRIBUTE,
        /** The size stands before each object. */
        SIZED,
        /** A name only: classes. */
        EMPTY
    }

    /** Kinds of value. */
    enum Value {
        NONE,
        /** Highest bit of the flags. */
        STATE,
        /** Highest two bits of the flags. */
        DOUBLE_STATE,
        UNSIGNED,
        SIGNED,
        REAL,
        BCD
    }

    /** Bytes of the value. */
    int valueSize() {
        int end = size;
        for (int next : new int[] {flagsAt, timeAt, relativeAt, statusAt}) {
            end = next > valueAt ? Math.min(end, next) : end;
        }
        return end - valueAt;
    }

    /**
     * Reads a layout from its letters, fields in wire order: {@code f} flags, {@code F} flags with the state, {@code D} flags
     * with the double state, {@code i u r c} and a number of octets: a signed, unsigned, floating-point or BCD value,
     * {@code t} time, {@code q} relative time, {@code s} control status, {@code x} and a number of octets that are not a
     * value; {@code b1 b2} packed, {@code n} octets by variation, {@code a} attribute, {@code v} sized, {@code -} empty.
     */
    static Dnp3Layout of(String letters) {
        return switch (letters.charAt(0)) {
            case 'b' -> plain(Form.PACKED, letters.charAt(1) - '0');
            case 'n' -> plain(Form.BY_VARIATION, 0);
            case 'a' -> plain(Form.ATTRIBUTE, 0);
            case 'v' -> plain(Form.SIZED, 0);
            case '-' -> plain(Form.EMPTY, 0);
            default -> fields(letters);
        };
    }

    private static Dnp3Layout plain(Form form, int size) {
        return new Dnp3Layout(form, size, ABSENT, Value.NONE, ABSENT, ABSENT, ABSENT, ABSENT);
    }

    private static Dnp3Layout fields(String letters) {
        int[] at = new int[128];
        java.util.Arrays.fill(at, ABSENT);
        int size = 0;
        Value value = Value.NONE;
        for (int index = 0; index < letters.length(); index++) {
            char letter = letters.charAt(index);
            at[letter] = size;
            boolean counted = "iurcx".indexOf(letter) >= 0;
            int number = 0;
            while (counted && index + 1 < letters.length() && Character.isDigit(letters.charAt(index + 1))) {
                number = 10 * number + letters.charAt(++index) - '0';
            }
            size += counted ? number : letter == 't' ? 6 : letter == 'q' ? 2 : 1;
            value = letter == 'x' ? value : value(letter, value);
        }
        int flags = Math.max(at['f'], Math.max(at['F'], at['D']));
        int from = Math.max(Math.max(at['i'], at['u']), Math.max(at['r'], at['c']));
        return new Dnp3Layout(Form.FIXED, size, flags, value, from, at['t'], at['q'], at['s']);
    }

    private static Value value(char letter, Value before) {
        return switch (letter) {
            case 'F' -> Value.STATE;
            case 'D' -> Value.DOUBLE_STATE;
            case 'i' -> Value.SIGNED;
            case 'u' -> Value.UNSIGNED;
            case 'r' -> Value.REAL;
            case 'c' -> Value.BCD;
            default -> before;
        };
    }
}
