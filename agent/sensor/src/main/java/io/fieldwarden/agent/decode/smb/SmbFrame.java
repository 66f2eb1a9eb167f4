package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.Window;

/** The NetBIOS session service (RFC 1002 4.3), and how SMB begins inside of it. */
final class SmbFrame {
    static final int MESSAGE = 0;
    static final int SESSION_REQUEST = 0x81;
    static final int POSITIVE = 0x82;
    static final int NEGATIVE = 0x83;
    static final int RETARGET = 0x84;
    static final int KEEP_ALIVE = 0x85;
    /** Type and length. */
    static final int HEADER = 4;

    static final int OLD = 0xFF;
    static final int NEW = 0xFE;
    static final int ENCRYPTED = 0xFD;
    static final int COMPRESSED = 0xFC;
    /** Least bytes of a message: a header of SMB 1 with an empty body, or of compression. */
    static final int SHORTEST = 16;

    private SmbFrame() {}

    static boolean isMagic(Window bytes, int at) {
        return bytes.u8(at) >= COMPRESSED && bytes.u24(at + 1) == 0x534D42;
    }

    static boolean isType(int type) {
        return type == MESSAGE || (type >= SESSION_REQUEST && type <= KEEP_ALIVE);
    }
}
