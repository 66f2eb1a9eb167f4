package io.fieldwarden.agent.decode.modbus;

import static io.fieldwarden.agent.decode.modbus.ModbusFunction.*;

import io.fieldwarden.agent.decode.Window;

/** Whether bytes can be a message: the checks behind recognition, the finding of a boundary, and the guess who asks. */
final class ModbusShape {
    /** Bits of {@link #of}. */
    static final int REQUEST = 1;

    static final int RESPONSE = 2;
    /** The function has no fields we know, so only the header speaks for it. */
    static final int OPAQUE = 4;

    private static final int FILE_REFERENCE_TYPE = 6;

    private ModbusShape() {}

    /** Whether a header can start at {@code at}; asks only the bytes that are there. */
    static boolean headerPossible(Window bytes, int at) {
        int seen = bytes.length() - at;
        return (seen < 3 || bytes.u8(at + 2) == 0)
                && (seen < 4 || bytes.u8(at + 3) == 0)
                && (seen < 5 || bytes.u8(at + 4) == 0)
                && (seen < 6 || lengthPossible(bytes.u8(at + 5)))
                && (seen < 8 || (bytes.u8(at + 7) & ~EXCEPTION) != 0);
    }

    static boolean lengthPossible(int length) {
        return length >= ModbusLimits.LENGTH_MIN && length <= ModbusLimits.LENGTH_MAX;
    }

    /** What the PDU of {@code length} bytes at {@code at}, all of them there, can be: a set of bits, 0 if none. */
    static int of(Window bytes, int at, int length) {
        int function = bytes.u8(at);
        if ((function & EXCEPTION) != 0) {
            return exception(bytes, at, length);
        }
        if (function == 0) {
            return 0;
        }
        if (!isPublic(function)) {
            return isUserDefined(function) || isReserved(function) ? OPAQUE : 0;
        }
        return (request(bytes, at, length) ? REQUEST : 0) | (response(bytes, at, length) ? RESPONSE : 0);
    }

    private static int exception(Window bytes, int at, int length) {
        int function = bytes.u8(at) & ~EXCEPTION;
        if (length != 2 || function == 0 || !isDefinedException(bytes.u8(at + 1))) {
            return 0;
        }
        return isPublic(function) ? RESPONSE : RESPONSE | OPAQUE;
    }

    private static boolean request(Window bytes, int at, int length) {
        return switch (bytes.u8(at)) {
            case READ_COILS, READ_DISCRETE_INPUTS -> length == 5 && range(bytes, at, ModbusLimits.READ_BITS_MAX);
            case READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS ->
                length == 5 && range(bytes, at, ModbusLimits.READ_WORDS_MAX);
            case WRITE_MULTIPLE_COILS -> writeMany(bytes, at, length, ModbusLimits.WRITE_BITS_MAX, 1);
            case WRITE_MULTIPLE_REGISTERS -> writeMany(bytes, at, length, ModbusLimits.WRITE_WORDS_MAX, 16);
            case READ_EXCEPTION_STATUS, GET_COMM_EVENT_COUNTER, GET_COMM_EVENT_LOG, REPORT_SERVER_ID -> length == 1;
            case READ_FILE_RECORD ->
                length >= 9 && counted(bytes, at, length) && bytes.u8(at + 2) == FILE_REFERENCE_TYPE;
            case READ_WRITE_MULTIPLE_REGISTERS ->
                length >= 12 && bytes.u8(at + 9) == length - 10 && bytes.u16(at + 7) * 2 == length - 10;
            case READ_FIFO_QUEUE -> length == 3;
            case ENCAPSULATED_INTERFACE_TRANSPORT -> encapsulated(bytes, at, length) && length <= 4;
            default -> either(bytes, at, length);
        };
    }

    private static boolean response(Window bytes, int at, int length) {
        return switch (bytes.u8(at)) {
            case READ_COILS, READ_DISCRETE_INPUTS, GET_COMM_EVENT_LOG, REPORT_SERVER_ID, READ_FILE_RECORD ->
                length >= 3 && counted(bytes, at, length);
            case READ_HOLDING_REGISTERS, READ_INPUT_REGISTERS, READ_WRITE_MULTIPLE_REGISTERS ->
                length >= 4 && counted(bytes, at, length) && (length & 1) == 0;
            case WRITE_MULTIPLE_COILS -> length == 5 && range(bytes, at, ModbusLimits.WRITE_BITS_MAX);
            case WRITE_MULTIPLE_REGISTERS -> length == 5 && range(bytes, at, ModbusLimits.WRITE_WORDS_MAX);
            case READ_EXCEPTION_STATUS -> length == 2;
            case GET_COMM_EVENT_COUNTER -> length == 5;
            case READ_FIFO_QUEUE -> length >= 5 && bytes.u16(at + 1) == length - 3;
            case ENCAPSULATED_INTERFACE_TRANSPORT -> encapsulated(bytes, at, length) && length != 4;
            default -> either(bytes, at, length);
        };
    }

    /** Functions whose answer echoes the request, so that one message alone does not show which it is. */
    private static boolean either(Window bytes, int at, int length) {
        return switch (bytes.u8(at)) {
            case WRITE_SINGLE_COIL ->
                length == 5 && bytes.u8(at + 4) == 0 && (bytes.u8(at + 3) == 0 || bytes.u8(at + 3) == 0xFF);
            case WRITE_SINGLE_REGISTER -> length == 5;
            case DIAGNOSTICS -> length >= 3 && ModbusDiagnostic.isDefined(bytes.u16(at + 1));
            case WRITE_FILE_RECORD ->
                length >= 9 && counted(bytes, at, length) && bytes.u8(at + 2) == FILE_REFERENCE_TYPE;
            case MASK_WRITE_REGISTER -> length == 7;
            default -> false;
        };
    }

    private static boolean encapsulated(Window bytes, int at, int length) {
        if (length < 2) {
            return false;
        }
        int type = bytes.u8(at + 1);
        return type == MEI_CANOPEN
                || (type == MEI_DEVICE_IDENTIFICATION
                        && (length == 4 || length >= 7)
                        && bytes.u8(at + 2) >= 1
                        && bytes.u8(at + 2) <= 4);
    }

    private static boolean counted(Window bytes, int at, int length) {
        return bytes.u8(at + 1) == length - 2;
    }

    private static boolean range(Window bytes, int at, int most) {
        int count = bytes.u16(at + 3);
        return count >= 1 && count <= most && bytes.u16(at + 1) + count <= ModbusLimits.ADDRESSES;
    }

    private static boolean writeMany(Window bytes, int at, int length, int most, int bitsEach) {
        return length >= 7
                && range(bytes, at, most)
                && bytes.u8(at + 5) == length - 6
                && (bytes.u16(at + 3) * bitsEach + 7) / 8 == length - 6;
    }
}
