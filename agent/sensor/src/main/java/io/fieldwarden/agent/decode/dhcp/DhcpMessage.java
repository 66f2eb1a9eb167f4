package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Address;
import org.jspecify.annotations.Nullable;

/** One message, read in place. Reused; texts are made when asked for. */
final class DhcpMessage {
    static final int HOST_NAME = 12;
    static final int VENDOR_CLASS = 60;
    static final int REQUESTED_ADDRESS = 50;
    static final int SERVER_ID = 54;
    static final int PARAMETER_LIST = 55;
    static final int MESSAGE = 56;
    static final int CLIENT_NAME = 81;
    static final int BOOT_FILE = 67;
    static final int ROUTER = 3;
    static final int DNS_SERVER = 6;
    static final int LEASE = 51;

    private static final int TYPE = 53;
    private static final int HARDWARE = 28;

    private final DhcpLimits limits;
    private final int[] starts = new int[256];
    private final int[] lengths = new int[256];
    private Window bytes = new Window();
    private @Nullable DhcpAnomaly fault;
    private String found = "";

    DhcpMessage(DhcpLimits limits) {
        this.limits = limits;
    }

    /** Reads the datagram; false if it has not even the fixed fields. */
    boolean read(Window datagram) {
        bytes = datagram;
        fault = null;
        java.util.Arrays.fill(starts, 0);
        java.util.Arrays.fill(lengths, 0);
        if (datagram.length() < DhcpLimits.FIXED) {
            fault(DhcpAnomaly.TOO_SHORT, datagram.length() + " bytes, expected at least 236");
            return false;
        }
        if (datagram.u8(2) > 16) {
            fault(
                    DhcpAnomaly.BAD_HARDWARE_LENGTH,
                    "hardware address of " + datagram.u8(2) + " bytes, expected up to 16");
        }
        boolean cookie =
                datagram.length() >= DhcpLimits.FIXED + 4 && datagram.i32(DhcpLimits.FIXED) == DhcpLimits.COOKIE;
        if (cookie) {
            options();
        }
        return true;
    }

    private void options() {
        int at = DhcpLimits.FIXED + 4;
        for (int count = 0; at < bytes.length() && count < limits.optionsMax(); ) {
            int code = bytes.u8(at);
            if (code == 255) {
                return;
            }
            if (code == 0) {
                at++;
                continue;
            }
            int end = at + 2 > bytes.length() ? Integer.MAX_VALUE : at + 2 + bytes.u8(at + 1);
            if (end > bytes.length()) {
                fault(DhcpAnomaly.BAD_OPTION, "option " + code + " at byte " + at + " reaches over the end");
                return;
            }
            if (starts[code] == 0) {
                starts[code] = at + 2;
                lengths[code] = end - at - 2;
            }
            at = end;
            count++;
        }
    }

    private void fault(DhcpAnomaly anomaly, String detail) {
        fault = anomaly;
        found = detail;
    }

    @Nullable
    DhcpAnomaly fault() {
        return fault;
    }

    String found() {
        return found;
    }

    /** Whether a server sent it. */
    boolean reply() {
        return bytes.u8(0) == 2;
    }

    /** Kind of message (RFC 2132 9.6), 0 if it is BOOTP without one. */
    int type() {
        return lengths[TYPE] == 1 ? bytes.u8(starts[TYPE]) : 0;
    }

    /** Transaction. */
    long transaction() {
        return bytes.u32(4);
    }

    /** Hardware address of the client, 0 if it has none of six bytes. */
    long mac() {
        return bytes.u8(2) == 6 ? (bytes.u32(HARDWARE) << 16) | bytes.u16(HARDWARE + 4) : 0;
    }

    /** The address the client already has. */
    int clientAddress() {
        return bytes.i32(12);
    }

    /** The address given to the client. */
    int assignedAddress() {
        return bytes.i32(16);
    }

    /** The agent that passed the message on (RFC 1542), 0 if none did. */
    int relay() {
        return bytes.i32(24);
    }

    boolean has(int option) {
        return starts[option] > 0;
    }

    /** First address in an option, empty if there is none. */
    String address(int option) {
        return lengths[option] >= 4 ? Address.ipv4(bytes.i32(starts[option])).toString() : "";
    }

    /** A number of four bytes, -1 if there is none. */
    long number(int option) {
        return lengths[option] == 4 ? bytes.u32(starts[option]) : -1;
    }

    String text(int option) {
        return text(starts[option], lengths[option]);
    }

    private String text(int start, int length) {
        int end = start;
        while (end < start + Math.min(length, limits.textChars()) && bytes.u8(end) != 0) {
            end++;
        }
        return bytes.utf8(start, end - start);
    }

    /** Name in full (RFC 4702): flags and two codes, then labels or, as older clients do, text. */
    String clientName() {
        int start = starts[CLIENT_NAME];
        int length = lengths[CLIENT_NAME];
        if (length <= 3) {
            return "";
        }
        if ((bytes.u8(start) & 4) == 0) {
            return text(start + 3, length - 3);
        }
        StringBuilder name = new StringBuilder();
        int at = start + 3;
        while (at < start + length && bytes.u8(at) != 0 && at + 1 + bytes.u8(at) <= start + length) {
            name.append(name.isEmpty() ? "" : ".").append(bytes.utf8(at + 1, bytes.u8(at)));
            at += 1 + bytes.u8(at);
        }
        return name.toString();
    }

    /** Options the client asks for, in its order: tells kinds of devices apart. */
    String fingerprint() {
        StringBuilder list = new StringBuilder();
        for (int index = 0; index < Math.min(lengths[PARAMETER_LIST], limits.fingerprintMax()); index++) {
            list.append(list.isEmpty() ? "" : ",").append(bytes.u8(starts[PARAMETER_LIST] + index));
        }
        return list.toString();
    }
}
