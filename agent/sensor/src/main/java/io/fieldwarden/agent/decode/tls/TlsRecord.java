package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.Window;

/** Record types and headers (RFC 8446 5.1, RFC 6520). */
final class TlsRecord {
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;
    static final int HEARTBEAT = 24;

    private TlsRecord() {}

    /** Whether a record may say so: SSL 3.0 to TLS 1.3, and the experiment some browsers made. */
    static boolean isVersion(int version) {
        return version >= 0x0300 && version <= 0x0304;
    }

    static boolean isHeader(Window bytes, int at) {
        int type = bytes.u8(at);
        int length = bytes.u16(at + 3);
        return type >= CHANGE_CIPHER_SPEC
                && type <= HEARTBEAT
                && isVersion(bytes.u16(at + 1))
                && length > 0
                && length <= TlsLimits.RECORD_MAX;
    }
}
