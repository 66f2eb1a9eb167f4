package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;

/** One S7comm message, read in place: header, parameter and data. Reused; valid during one call. */
final class S7Message {
    static final int PROTOCOL_ID = 0x32;
    static final int HEADER = 10;
    static final int JOB = 1;
    static final int ACK = 2;
    static final int ACK_DATA = 3;
    static final int USERDATA = 7;

    private static final int ERROR_HEADER = 12;
    private static final int DATA_HEADER = 7;
    private static final int EMPTY = 7;

    Window bytes = new Window();
    int kind;
    int reference;
    /** Error class and code of an acknowledgement, 0 if there is none. */
    int error;

    int parameterAt;
    int parameterLength;
    int dataAt;
    int dataLength;
    /** Why the last {@link #read} failed. */
    String fault = "";

    /** Whether lengths and kind of a header fit the size of the message; at least {@link #HEADER} bytes are there. */
    static boolean headerFits(Window bytes, int at, int size) {
        int kind = bytes.u8(at + 1);
        boolean known = kind == JOB || kind == ACK || kind == ACK_DATA || kind == USERDATA;
        int header = kind == ACK || kind == ACK_DATA ? ERROR_HEADER : HEADER;
        return known && header + bytes.u16(at + 6) + bytes.u16(at + 8) == size;
    }

    /** Reads the message of {@code size} bytes at {@code at}; false if it is not whole, {@link #fault} says why. */
    boolean read(Window from, int at, int size) {
        bytes = from;
        if (size < HEADER) {
            fault = size + " bytes, expected a header of " + HEADER;
            return false;
        }
        kind = from.u8(at + 1);
        reference = from.u16(at + 4);
        int header = kind == ACK || kind == ACK_DATA ? ERROR_HEADER : HEADER;
        parameterLength = from.u16(at + 6);
        dataLength = from.u16(at + 8);
        if (header + parameterLength + dataLength > size) {
            fault = "parameter " + parameterLength + " and data " + dataLength + " bytes, expected " + (size - header)
                    + " together";
            return false;
        }
        error = header == ERROR_HEADER ? from.u16(at + HEADER) : 0;
        parameterAt = at + header;
        dataAt = parameterAt + parameterLength;
        return true;
    }

    /** First byte of the parameters: the function of a job; -1 if there is none. */
    int function() {
        return parameterLength == 0 ? -1 : bytes.u8(parameterAt);
    }

    /** Index, not before {@code from}, of the first TPKT that carries S7comm or S7comm-plus; -1 if there is none. */
    static int boundary(Window bytes, int from) {
        for (int at = from; at + DATA_HEADER < bytes.length(); at++) {
            if (fits(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean fits(Window bytes, int at) {
        if (bytes.u8(at) != 3 || bytes.u8(at + 1) != 0 || bytes.u8(at + 4) != 2 || bytes.u8(at + 5) != 0xF0) {
            return false;
        }
        int size = bytes.u16(at + 2) - DATA_HEADER;
        int data = at + DATA_HEADER;
        int there = bytes.length() - data;
        if (bytes.u8(data) == PROTOCOL_ID) {
            return there >= HEADER && headerFits(bytes, data, size);
        }
        return bytes.u8(data) == S7PlusFrame.PROTOCOL_ID && there >= 4 && S7PlusFrame.headerFits(bytes, data, size);
    }

    /** Whether what is there is the beginning of a TPKT with a data PDU, as far as it goes. */
    static boolean mayStart(Window bytes) {
        int there = bytes.length();
        return bytes.u8(0) == 3
                && (there < 2 || bytes.u8(1) == 0)
                && (there < 4 || bytes.u16(2) >= EMPTY)
                && (there < 6 || (bytes.u8(4) == 2 && bytes.u8(5) == 0xF0));
    }
}
