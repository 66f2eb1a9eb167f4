package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import java.util.HexFormat;

/** The network header of one message (6.2), read in place; reused. */
final class BacnetNpdu {
    private static final int VERSION = 1;
    private static final int NETWORK_MESSAGE = 0x80;
    private static final int RESERVED = 0x50;
    private static final int DESTINATION = 0x20;
    private static final int SOURCE = 0x08;
    private static final int BROADCAST = 0xFFFF;
    private static final int ADDRESS_MAX = 18;

    /** Index of the network message's type or of the application PDU. */
    int content;

    boolean networkMessage;
    int priority;
    private Window bytes = new Window();
    /** Index of the network number, 0 if absent. */
    private int destination;

    private int source;

    /** Forgets the header of the message before. */
    void clear() {
        destination = 0;
        source = 0;
        priority = 0;
    }

    /** Reads the header at {@code at}; an empty text, or what is wrong with it. */
    String read(Window all, int at, int end) {
        bytes = all;
        destination = 0;
        source = 0;
        if (end - at < 2) {
            return "network header of " + (end - at) + " bytes, expected 2 or more";
        }
        int control = all.u8(at + 1);
        if ((control & RESERVED) != 0) {
            return String.format("control octet 0x%02x, expected bits 4 and 6 clear", control);
        }
        networkMessage = (control & NETWORK_MESSAGE) != 0;
        priority = control & 3;
        int next = at + 2;
        if ((control & DESTINATION) != 0) {
            destination = next;
            next = after(next, end);
        }
        if ((control & SOURCE) != 0 && next > 0) {
            source = next;
            next = after(next, end);
        }
        next += next > 0 && destination > 0 ? 1 : 0; // hop count
        content = next;
        return next <= 0 || next > end ? "addresses lead out of the network header" : "";
    }

    /** Whether version and control octet are possible. */
    static boolean possible(Window bytes, int at) {
        return bytes.length() >= at + 2 && bytes.u8(at) == VERSION && (bytes.u8(at + 1) & RESERVED) == 0;
    }

    private int after(int at, int end) {
        if (end - at < 3 || bytes.u8(at + 2) > ADDRESS_MAX) {
            return -1;
        }
        return at + 3 + bytes.u8(at + 2);
    }

    /** Hop count of a routed message, -1 if it is not routed. */
    int hops() {
        return destination == 0 ? -1 : bytes.u8(content - 1);
    }

    boolean hasDestination() {
        return destination > 0;
    }

    boolean hasSource() {
        return source > 0;
    }

    /** Whether it is for one device behind a router. */
    boolean toRemote() {
        return destination > 0 && bytes.u16(destination) != BROADCAST && bytes.u8(destination + 2) > 0;
    }

    /** {@code 3:6c}: network number and hexadecimal address; only if there is one. */
    String destination() {
        return address(destination);
    }

    String source() {
        return address(source);
    }

    private String address(int at) {
        int start = bytes.start() + at + 3;
        String station = HexFormat.of().formatHex(bytes.array(), start, start + bytes.u8(at + 2));
        return bytes.u16(at) + (station.isEmpty() ? "" : ":" + station);
    }

    /** Both ends behind routers as one number; the same for an answer, whose ends are exchanged. */
    long ends(boolean answer) {
        return (answer ? hash(destination) : hash(source)) * 31 + (answer ? hash(source) : hash(destination));
    }

    private long hash(int at) {
        if (at == 0 || bytes.u16(at) == BROADCAST) {
            return 0;
        }
        long hash = bytes.u16(at);
        for (int index = 0; index < bytes.u8(at + 2); index++) {
            hash = hash * 1_000_003 + bytes.u8(at + 3 + index);
        }
        return hash;
    }
}
