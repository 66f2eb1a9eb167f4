package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.Window;
import java.nio.charset.StandardCharsets;

/** Headers of messages (OPC 10000-6 7.1.2.2) and where they may stand. */
final class OpcuaFraming {
    static final int HELLO = 'H' << 16 | 'E' << 8 | 'L';
    static final int ACKNOWLEDGE = 'A' << 16 | 'C' << 8 | 'K';
    static final int ERROR = 'E' << 16 | 'R' << 8 | 'R';
    static final int REVERSE_HELLO = 'R' << 16 | 'H' << 8 | 'E';
    static final int OPEN = 'O' << 16 | 'P' << 8 | 'N';
    static final int CLOSE = 'C' << 16 | 'L' << 8 | 'O';
    static final int MESSAGE = 'M' << 16 | 'S' << 8 | 'G';

    private static final byte[] POLICY = OpcuaChannel.POLICIES.getBytes(StandardCharsets.US_ASCII);

    private OpcuaFraming() {}

    static boolean isType(int type) {
        return switch (type) {
            case HELLO, ACKNOWLEDGE, ERROR, REVERSE_HELLO, OPEN, CLOSE, MESSAGE -> true;
            default -> false;
        };
    }

    /** Least size of a message of that type. */
    static int least(int type) {
        return switch (type) {
            case HELLO -> 32;
            case ACKNOWLEDGE -> 28;
            case OPEN -> 32;
            case CLOSE, MESSAGE -> OpcuaLimits.SYMMETRIC;
            default -> 16;
        };
    }

    static boolean chunkPossible(int type, int chunk) {
        return chunk == 'F' || (type == MESSAGE && (chunk == 'C' || chunk == 'A'));
    }

    /** Whether what is there of a header at {@code at} can be one; also if nothing is there. */
    static boolean headerPossible(Window bytes, int at, int mostBytes) {
        int there = bytes.length() - at;
        if (there < 4) {
            return prefixPossible(bytes, at, there);
        }
        int type = bytes.u24(at);
        if (!isType(type) || !chunkPossible(type, bytes.u8(at + 3))) {
            return false;
        }
        if (there < OpcuaLimits.HEADER) {
            return true;
        }
        int size = bytes.i32le(at + 4);
        return size >= least(type) && size <= mostBytes;
    }

    private static boolean prefixPossible(Window bytes, int at, int there) {
        return switch (there <= 0 ? 'M' : bytes.u8(at)) {
            case 'H' -> second(bytes, at, there, 'E');
            case 'A' -> second(bytes, at, there, 'C');
            case 'E' -> second(bytes, at, there, 'R');
            case 'R' -> second(bytes, at, there, 'H');
            case 'O' -> second(bytes, at, there, 'P');
            case 'C' -> second(bytes, at, there, 'L');
            case 'M' -> second(bytes, at, there, 'S');
            default -> false;
        };
    }

    private static boolean second(Window bytes, int at, int there, int letter) {
        return there < 2 || bytes.u8(at + 1) == letter;
    }

    /** Whether the body at {@code at} begins with the type of a service: then it is not encrypted. */
    static boolean readable(Window bytes, int at) {
        int there = bytes.length() - at;
        if (there < 4) {
            return false;
        }
        return switch (bytes.u8(at)) {
            case 1 -> bytes.u8(at + 1) == 0 && OpcuaService.isKnown(bytes.u16le(at + 2));
            case 2 -> there >= 7 && bytes.u16le(at + 1) == 0 && OpcuaService.isKnown(bytes.i32le(at + 3));
            default -> false;
        };
    }

    /** Whether an opening names a security policy of the OPC Foundation, as far as it is there. */
    static boolean policyPossible(Window bytes) {
        int size = bytes.i32le(12);
        if (size < POLICY.length || size > OpcuaLimits.POLICY_MAX) {
            return false;
        }
        for (int index = 0; index < Math.min(POLICY.length, bytes.length() - 16); index++) {
            if (bytes.u8(16 + index) != POLICY[index]) {
                return false;
            }
        }
        return true;
    }

    /** Index of the first header whose message ends where another begins or nothing is; -1 if there is none. */
    static int boundary(Window bytes, int mostBytes) {
        for (int at = 0; at + OpcuaLimits.HEADER <= bytes.length(); at++) {
            if (bytes.u8(at + 3) <= 'F' && headerPossible(bytes, at, mostBytes)) {
                int end = at + bytes.i32le(at + 4);
                if (end >= bytes.length() || headerPossible(bytes, end, mostBytes)) {
                    return at;
                }
            }
        }
        return -1;
    }
}
