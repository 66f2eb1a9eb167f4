package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Values;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Elementary data types (Vol 1 appendix C-5.2) and what Logix makes of structures. */
enum CipType {
    BOOL(0xC1, 1),
    SINT(0xC2, 1),
    INT(0xC3, 2),
    DINT(0xC4, 4),
    LINT(0xC5, 8),
    USINT(0xC6, 1),
    UINT(0xC7, 2),
    UDINT(0xC8, 4),
    ULINT(0xC9, 8),
    REAL(0xCA, 4),
    LREAL(0xCB, 8),
    STIME(0xCC, 4),
    DATE(0xCD, 2),
    TIME_OF_DAY(0xCE, 4),
    STRING(0xD0, 0),
    BYTE(0xD1, 1),
    WORD(0xD2, 2),
    DWORD(0xD3, 4),
    LWORD(0xD4, 8),
    FTIME(0xD6, 4),
    LTIME(0xD7, 8),
    ITIME(0xD8, 2),
    SHORT_STRING(0xDA, 0),
    TIME(0xDB, 4),
    ENGUNIT(0xDD, 2),
    /** A structure; its handle follows (Logix 5000 data access). */
    STRUCT(0x02A0, 0);

    /** Handle of the string structure every Logix project has: 32-bit length, 82 characters, 2 of padding. */
    static final int LOGIX_STRING = 0x0FCE;

    private static final int LOGIX_STRING_BYTES = 88;
    private static final long EXACT_MAX = 1L << 53;
    private static final Map<Integer, CipType> BY_CODE = new HashMap<>();

    static {
        for (CipType type : values()) {
            BY_CODE.put(type.code, type);
        }
    }

    private final int code;
    private final int size;

    CipType(int code, int size) {
        this.code = code;
        this.size = size;
    }

    static @Nullable CipType of(int code) {
        return BY_CODE.get(code);
    }

    /** Name, or the number in hexadecimal. */
    static String name(int code) {
        CipType known = of(code);
        return known != null ? known.name() : String.format("0x%04x", code);
    }

    /** Bytes of one element; 0 if it varies. */
    int size() {
        return size;
    }

    /** Elements in {@code length} bytes of a type of fixed size, at most {@code most}. */
    Values numbers(Window bytes, int at, int length, int most) {
        int count = Math.min(length / size, most);
        double[] numbers = new double[count];
        for (int index = 0; index < count; index++) {
            int from = at + index * size;
            if (size == 8 && this != LREAL && tooLong(bytes.i64le(from))) {
                return texts(bytes, at, count);
            }
            numbers[index] = number(bytes, from);
        }
        return new Values.Numbers(numbers);
    }

    private boolean tooLong(long value) {
        return value > EXACT_MAX || value < (this == LINT ? -EXACT_MAX : 0);
    }

    /** 64-bit numbers a double cannot hold exactly. */
    private Values texts(Window bytes, int at, int count) {
        String[] texts = new String[count];
        for (int index = 0; index < count; index++) {
            long value = bytes.i64le(at + 8 * index);
            texts[index] = this == LINT ? Long.toString(value) : Long.toUnsignedString(value);
        }
        return new Values.Texts(texts);
    }

    private double number(Window bytes, int at) {
        return switch (this) {
            case BOOL -> bytes.u8(at) == 0 ? 0 : 1;
            case SINT -> (byte) bytes.u8(at);
            case USINT, BYTE -> bytes.u8(at);
            case INT, ITIME -> (short) bytes.u16le(at);
            case UINT, WORD, DATE, ENGUNIT -> bytes.u16le(at);
            case DINT, STIME, TIME, FTIME -> bytes.i32le(at);
            case UDINT, DWORD, TIME_OF_DAY -> bytes.i32le(at) & 0xFFFF_FFFFL;
            case LINT, ULINT, LWORD, LTIME -> bytes.i64le(at);
            case REAL -> real(bytes.i32le(at));
            case LREAL -> Double.longBitsToDouble(bytes.i64le(at));
            case STRING, SHORT_STRING, STRUCT -> Double.NaN;
        };
    }

    /** As a person would write it: 0.1 and not 0.10000000149011612. */
    private static double real(int bits) {
        float value = Float.intBitsToFloat(bits);
        return value == Math.rint(value) || !Float.isFinite(value) ? value : Double.parseDouble(Float.toString(value));
    }

    /** Elements of a type whose size varies: texts as such, structures as hexadecimal; null if there is none. */
    static Values.@Nullable Texts strings(int code, int handle, CipPart data, int count, int most) {
        Window bytes = data.bytes();
        int at = data.at();
        int length = data.length();
        String[] texts = new String[Math.max(1, Math.min(count, length))];
        int from = at;
        int end = at + length;
        int found = 0;
        while (found < texts.length) {
            int head = code == STRING.code ? 2 : code == SHORT_STRING.code ? 1 : 4;
            boolean text = code == STRING.code || code == SHORT_STRING.code || handle == LOGIX_STRING;
            if (!text || end - from < head) {
                break;
            }
            long told = head == 1 ? bytes.u8(from) : head == 2 ? bytes.u16le(from) : bytes.i32le(from) & 0xFFFF_FFFFL;
            int size = (int) Math.min(told, end - from - head);
            texts[found++] = CipText.of(bytes, from + head, size, most);
            from += handle == LOGIX_STRING ? LOGIX_STRING_BYTES : head + size;
        }
        if (found > 0) {
            return new Values.Texts(Arrays.copyOf(texts, found));
        }
        return length == 0 ? null : new Values.Texts(new String[] {CipText.hex(bytes, at, length, most)});
    }
}
