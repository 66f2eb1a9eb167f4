package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as read.
 *
 * @param version 1, 2 (for 2c) or 3
 * @param kind tag of the PDU without its class: 0 get, 1 get-next, 2 response, 3 set, 4 trap of version 1, 5 get-bulk,
 *     6 inform, 7 trap, 8 report; {@link #ENCRYPTED} if it cannot be read
 * @param id request-id, of version 3 the identifier of the message
 * @param error error-status, of get-bulk non-repeaters
 * @param index error-index, of get-bulk max-repetitions
 * @param security what only version 3 has, and how the sender shows who it is
 * @param trap the fields only a trap of version 1 has
 * @param bindings names and values
 */
record SnmpPdu(
        int version,
        int kind,
        long id,
        int error,
        int index,
        Security security,
        @Nullable Trap trap,
        List<Binding> bindings) {

    static final int GET = 0;
    static final int GET_NEXT = 1;
    static final int RESPONSE = 2;
    static final int SET = 3;
    static final int TRAP_V1 = 4;
    static final int GET_BULK = 5;
    static final int INFORM = 6;
    static final int TRAP = 7;
    static final int REPORT = 8;
    static final int ENCRYPTED = -1;

    /**
     * A variable and its value.
     *
     * @param oid object identifier in dotted form
     * @param value what it carries, null where nothing is stated
     * @param exception noSuchObject, noSuchInstance or endOfMibView, otherwise empty
     */
    record Binding(String oid, @Nullable Values value, String exception) {}

    /** A trap of version 1 (RFC 1157 4.1.6). */
    record Trap(String enterprise, String agent, int generic, long specific, long ticks) {}

    /**
     * Security parameters; neither community nor user name are kept.
     *
     * @param level noAuthNoPriv, authNoPriv or authPriv; empty before version 3
     * @param engine identifier of the authoritative engine in hexadecimal digits
     * @param named whether a community or user name was given
     */
    record Security(String level, String engine, boolean named) {}

    boolean request() {
        return kind == GET || kind == GET_NEXT || kind == SET || kind == GET_BULK || kind == INFORM;
    }

    String name() {
        return switch (kind) {
            case GET -> "get_request";
            case GET_NEXT -> "get_next_request";
            case RESPONSE -> "response";
            case SET -> "set_request";
            case TRAP_V1 -> "trap_v1";
            case GET_BULK -> "get_bulk_request";
            case INFORM -> "inform_request";
            case TRAP -> "trap_v2";
            case REPORT -> "report";
            case ENCRYPTED -> "encrypted";
            default -> "pdu_" + kind;
        };
    }

    Access access() {
        return switch (kind) {
            case SET -> Access.WRITE;
            case INFORM, TRAP_V1, TRAP -> Access.PUBLISH;
            case REPORT, ENCRYPTED -> Access.SESSION;
            default -> Access.READ;
        };
    }
}
