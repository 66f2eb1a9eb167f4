package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.Window;

/** Where the fields of a binary message lie: 3E, or 4E with a serial number (SH-080956ENG clause 4.1, 4.2). */
final class SlmpHeader {
    static final int NONE = 0;
    /** Bytes before the network number. */
    static final int PLAIN = 2;

    static final int SERIAL = 6;
    /** Network, station, module, multidrop station, length. */
    static final int ROUTE = 7;

    private SlmpHeader() {}

    /** Bytes before the network number, {@link #NONE} if no binary message starts here; asks two bytes. */
    static int prefix(Window bytes, int at) {
        return switch (bytes.u16(at)) {
            case 0x5000, 0xD000 -> PLAIN;
            case 0x5400, 0xD400 -> SERIAL;
            default -> NONE;
        };
    }

    static boolean isResponse(Window bytes, int at) {
        return (bytes.u8(at) & 0x80) != 0;
    }

    static int length(Window bytes, int at, int prefix) {
        return bytes.u16le(at + prefix + 5);
    }

    /** Whether the fields of a header that is wholly there fit. */
    static boolean fits(Window bytes, int at, int prefix) {
        int least = isResponse(bytes, at) ? SlmpLimits.RESPONSE_MIN : SlmpLimits.REQUEST_MIN;
        int length = length(bytes, at, prefix);
        boolean reserved = prefix == PLAIN || bytes.u16(at + 4) == 0;
        return reserved && length >= least && length <= SlmpLimits.LENGTH_MAX;
    }

    /** Whether the module addressed is a CPU or the station itself, as nearly always. */
    static boolean usual(Window bytes, int at, int prefix) {
        int module = bytes.u16le(at + prefix + 2);
        return (module == 0x03FF || (module >= 0x03D0 && module <= 0x03E3)) && bytes.u8(at + prefix + 4) <= 31;
    }
}
