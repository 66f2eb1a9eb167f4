package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.Window;

/** The datagram layer: one packet of the router, at the start of a block or of a UDP datagram. Reused. */
final class CodesysDatagram {
    static final int MAGIC = 0xC5;
    /** Bytes of the fixed part. */
    static final int HEADER = 6;

    static final int ADDRESS_REQUEST = 1;
    static final int ADDRESS_RESPONSE = 2;
    static final int NAME_REQUEST = 3;
    static final int NAME_RESPONSE = 4;
    static final int CHANNEL = 64;

    int service;
    /** Index behind header, addresses and padding. */
    int payload;

    /** Reads the header at {@code at}; answers false if it reaches beyond {@code end}. */
    boolean read(Window bytes, int at, int end) {
        if (end - at < HEADER) {
            return false;
        }
        service = bytes.u8(at + 3);
        payload = payload(bytes, at);
        return payload <= end;
    }

    /** Header and addresses count in words of two bytes, padded to a multiple of four (behind the fixed part). */
    static int payload(Window bytes, int at) {
        int words = (bytes.u8(at + 1) & 7) + (bytes.u8(at + 5) & 0xF) + (bytes.u8(at + 5) >> 4);
        return at + (words + (words & 1)) * 2;
    }

    static boolean isService(int service) {
        return (service >= ADDRESS_REQUEST && service <= NAME_RESPONSE) || service == CHANNEL;
    }

    /** Whether a datagram can start at {@code at}; six bytes must be there. */
    static boolean plausible(Window bytes, int at) {
        int headerWords = bytes.u8(at + 1) & 7;
        return bytes.u8(at) == MAGIC && (headerWords == 3 || headerWords == 4) && isService(bytes.u8(at + 3));
    }
}
