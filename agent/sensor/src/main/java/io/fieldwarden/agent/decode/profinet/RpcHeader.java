package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.Window;

/** Header of a connectionless RPC packet (DCE 1.1: Remote Procedure Call, 12.5.2). Reused; valid as long as its bytes. */
final class RpcHeader {
    static final int LENGTH = 80;
    static final int REQUEST = 0;
    static final int RESPONSE = 2;
    static final int FAULT = 3;
    static final int REJECT = 6;
    static final int LAST_TYPE = 10;

    private static final int FRAGMENT = 0x04;
    private static final int LAST_FRAGMENT = 0x02;
    private static final int OBJECT = 8;
    private static final int INTERFACE = 24;
    private static final int ACTIVITY = 40;
    /** Last eight bytes of the interfaces of PROFINET, DEA0000x-6C97-11D1-8271-00A02442DF7D. */
    private static final long PNIO_NODE = 0x8271_00A0_2442_DF7DL;

    private static final int PNIO = 0xDEA0_0000;
    private static final int EPM = 0xE1AF_8308;
    private static final long EPM_NODE = 0x91A4_0800_2B14_A0FAL;

    int type;
    boolean little;
    int operation;
    int sequence;
    int fragmentLength;
    int fragmentNumber;
    boolean fragment;
    boolean last;
    int bootTime;
    int interfaceVersion;
    long activityHigh;
    long activityLow;
    /** 1 to 4 for the interfaces of PROFINET, 0 for the endpoint mapper, -1 for any other. */
    int pnio;

    private Window bytes = new Window();

    /** Whether the datagram can be a call to or an answer of PROFINET; cheap. */
    static boolean fits(Window bytes) {
        if (bytes.length() < LENGTH || bytes.u8(0) != 4 || bytes.u8(1) > LAST_TYPE || bytes.u8(4) >> 4 > 1) {
            return false;
        }
        boolean order = bytes.u8(4) >> 4 == 1;
        return pnio(bytes, order) >= 0;
    }

    private static int pnio(Window bytes, boolean order) {
        int first = order ? bytes.i32le(INTERFACE) : bytes.i32(INTERFACE);
        long node = bytes.i64(INTERFACE + 8);
        if (node == PNIO_NODE && (first & 0xFFFF_FFF0) == PNIO) {
            return first & 0x0F;
        }
        return first == EPM && node == EPM_NODE ? 0 : -1;
    }

    /** Reads at least {@link #LENGTH} bytes; returns this. */
    RpcHeader read(Window datagram) {
        bytes = datagram;
        type = bytes.u8(1);
        int flags = bytes.u8(2);
        fragment = (flags & FRAGMENT) != 0;
        last = (flags & LAST_FRAGMENT) != 0;
        little = bytes.u8(4) >> 4 == 1;
        pnio = pnio(bytes, little);
        activityHigh = little
                ? (long) bytes.i32le(ACTIVITY) << 32
                        | (long) bytes.u16le(ACTIVITY + 4) << 16
                        | bytes.u16le(ACTIVITY + 6)
                : bytes.i64(ACTIVITY);
        activityLow = bytes.i64(ACTIVITY + 8);
        bootTime = i32(bytes, 56);
        interfaceVersion = i32(bytes, 60);
        sequence = i32(bytes, 64);
        operation = u16(68);
        fragmentLength = u16(74);
        fragmentNumber = u16(76);
        return this;
    }

    private int u16(int at) {
        return little ? bytes.u16le(at) : bytes.u16(at);
    }

    /** 32 bits in the sender's byte order. */
    int i32(Window from, int at) {
        return little ? from.i32le(at) : from.i32(at);
    }

    /** Whether the object is one of PROFINET, whose last bytes are instance, device id and vendor id (4.10.3.2). */
    boolean isObject() {
        return (little ? bytes.i32le(OBJECT) : bytes.i32(OBJECT)) == PNIO && bytes.u16(OBJECT + 8) == 0x8271;
    }

    int vendorId() {
        return bytes.u16(OBJECT + 14);
    }

    int deviceId() {
        return bytes.u16(OBJECT + 12);
    }

    String objectUuid() {
        return uuid(bytes, OBJECT, little);
    }

    String interfaceUuid() {
        return uuid(bytes, INTERFACE, little);
    }

    String activityUuid() {
        return uuid(bytes, ACTIVITY, little);
    }

    /** As people write it; the first three numbers are in the sender's byte order. */
    static String uuid(Window bytes, int at, boolean little) {
        int first = little ? bytes.i32le(at) : bytes.i32(at);
        int second = little ? bytes.u16le(at + 4) : bytes.u16(at + 4);
        int third = little ? bytes.u16le(at + 6) : bytes.u16(at + 6);
        return String.format(
                "%08x-%04x-%04x-%04x-%s", first, second, third, bytes.u16(at + 8), LinkFacts.hex(bytes, at + 10, 6));
    }
}
