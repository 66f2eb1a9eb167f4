package io.fieldwarden.agent.decode;

/**
 * Reads one transport PDU of ISO 8073 (ITU-T X.224) class 0 in its TPKT (RFC 1006, RFC 2126), as S7, MMS and RDP begin. Reused;
 * valid as long as the bytes it read. What is a whole message of the protocol above may take several data PDUs: the last has
 * {@link #lastOfData()}.
 */
public final class Cotp {
    /** PDU types, upper half of the code byte (X.224 13.1). */
    public static final int CONNECTION_REQUEST = 0xE0;

    public static final int CONNECTION_CONFIRM = 0xD0;
    public static final int DISCONNECT_REQUEST = 0x80;
    public static final int DISCONNECT_CONFIRM = 0xC0;
    public static final int DATA = 0xF0;
    public static final int EXPEDITED_DATA = 0x10;
    public static final int ERROR = 0x70;

    /** Answer of {@link #read}: these bytes are no TPKT with a COTP PDU in it. */
    public static final int NOT_TPKT = -1;
    /** Answer of {@link #read}: not all bytes of it are there, {@link #wanted()} says how many it takes. */
    public static final int INCOMPLETE = 0;

    private static final int TPKT_HEADER = 4;
    private static final int SMALLEST = 7;
    private static final int CALLING_TSAP = 0xC1;
    private static final int CALLED_TSAP = 0xC2;
    private static final int NONE = -1;

    private int wanted;
    private int type;
    private int headerEnd;
    private int end;
    private boolean last;
    private int destinationReference;
    private int sourceReference;
    private int callingTsap;
    private int callingLength;
    private int calledTsap;
    private int calledLength;
    private int reason;

    /** Reads the PDU at the start of {@code bytes}: its whole length with the TPKT, {@link #INCOMPLETE} or {@link #NOT_TPKT}. */
    public int read(Window bytes) {
        int there = bytes.length();
        if (bytes.u8(0) != 3 || (there > 1 && bytes.u8(1) != 0)) {
            return NOT_TPKT;
        }
        wanted = TPKT_HEADER;
        if (there < TPKT_HEADER) {
            return INCOMPLETE;
        }
        wanted = bytes.u16(2);
        if (wanted < SMALLEST) {
            return NOT_TPKT;
        }
        if (there > TPKT_HEADER && bytes.u8(TPKT_HEADER) < 2) {
            return NOT_TPKT;
        }
        if (there < wanted) {
            return INCOMPLETE;
        }
        return pdu(bytes) ? wanted : NOT_TPKT;
    }

    private boolean pdu(Window bytes) {
        end = wanted;
        headerEnd = TPKT_HEADER + 1 + bytes.u8(TPKT_HEADER);
        if (headerEnd > end) {
            return false;
        }
        type = bytes.u8(TPKT_HEADER + 1) & 0xF0;
        last = true;
        calledTsap = NONE;
        callingTsap = NONE;
        if (type == DATA) {
            last = (bytes.u8(TPKT_HEADER + 2) & 0x80) != 0;
            return true;
        }
        if (headerEnd < TPKT_HEADER + 6) {
            return type == ERROR || type == EXPEDITED_DATA;
        }
        destinationReference = bytes.u16(TPKT_HEADER + 2);
        sourceReference = bytes.u16(TPKT_HEADER + 4);
        boolean fixed7 = type == CONNECTION_REQUEST || type == CONNECTION_CONFIRM || type == DISCONNECT_REQUEST;
        if (fixed7 && headerEnd >= TPKT_HEADER + 7) {
            reason = bytes.u8(TPKT_HEADER + 6);
            parameters(bytes, TPKT_HEADER + 7);
        }
        return true;
    }

    private void parameters(Window bytes, int from) {
        int at = from;
        while (at + 2 <= headerEnd && at + 2 + bytes.u8(at + 1) <= headerEnd) {
            int size = bytes.u8(at + 1);
            if (bytes.u8(at) == CALLING_TSAP) {
                callingTsap = at + 2;
                callingLength = size;
            } else if (bytes.u8(at) == CALLED_TSAP) {
                calledTsap = at + 2;
                calledLength = size;
            }
            at += 2 + size;
        }
    }

    /** Bytes the TPKT takes, as far as is known. */
    public int wanted() {
        return wanted;
    }

    /** {@link #CONNECTION_REQUEST} and so on. */
    public int type() {
        return type;
    }

    /** Where the user data begins, counted from the start of the TPKT. */
    public int dataStart() {
        return headerEnd;
    }

    /** Bytes of user data. */
    public int dataLength() {
        return end - headerEnd;
    }

    /** Whether a message of the protocol above ends here (EOT, X.224 13.7.3). */
    public boolean lastOfData() {
        return last;
    }

    public int destinationReference() {
        return destinationReference;
    }

    public int sourceReference() {
        return sourceReference;
    }

    /** Class and options of a connection PDU, or the reason of a disconnect request (X.224 13.5). */
    public int reason() {
        return reason;
    }

    /** Index of the calling TSAP, -1 if it was not given. */
    public int callingTsap() {
        return callingTsap;
    }

    public int callingTsapLength() {
        return callingTsap == NONE ? 0 : callingLength;
    }

    /** Index of the called TSAP, -1 if it was not given. */
    public int calledTsap() {
        return calledTsap;
    }

    public int calledTsapLength() {
        return calledTsap == NONE ? 0 : calledLength;
    }
}
