package io.fieldwarden.agent.decode.rdp;

import io.fieldwarden.agent.decode.Cotp;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;

/** How Remote Desktop begins inside a transport connection (MS-RDPBCGR 2.2.1.1, 2.2.1.2). */
final class RdpHeader {
    static final int PORT = 3389;
    /** Where what follows the fixed part of a connection PDU begins, with the TPKT. */
    static final int VARIABLE = 11;

    static final int REQUEST = 1;
    static final int RESPONSE = 2;
    static final int FAILURE = 3;
    static final int STRUCTURE = 8;

    private static final long COOKIE = 0x436F6F6B69653A20L;

    private RdpHeader() {}

    static Recognition recognise(Window first, Connection connection) {
        if (first.u8(0) != 3 || (first.length() > 1 && first.u8(1) != 0)) {
            return Recognition.NO;
        }
        if (first.length() < VARIABLE) {
            return Recognition.MAYBE;
        }
        int type = first.u8(5) & 0xF0;
        int size = first.u16(2);
        boolean connects = type == Cotp.CONNECTION_REQUEST || type == Cotp.CONNECTION_CONFIRM;
        if (!connects || size < VARIABLE || size > 512 || first.u8(4) != size - 5) {
            return Recognition.NO;
        }
        if (size == VARIABLE) {
            boolean port = connection.responder().port() == PORT
                    || connection.originator().port() == PORT;
            return port ? Recognition.YES : Recognition.NO;
        }
        if (size < VARIABLE + STRUCTURE) {
            return Recognition.NO;
        }
        if (first.length() < VARIABLE + STRUCTURE) {
            return Recognition.MAYBE;
        }
        boolean request = type == Cotp.CONNECTION_REQUEST;
        boolean cookie = request && first.i64(VARIABLE) == COOKIE;
        return cookie || isStructure(first, VARIABLE, request) ? Recognition.YES : Recognition.NO;
    }

    private static boolean isStructure(Window bytes, int at, boolean request) {
        int type = bytes.u8(at);
        boolean kind = request ? type == REQUEST : type == RESPONSE || type == FAILURE;
        return kind && bytes.u16le(at + 2) == STRUCTURE;
    }
}
