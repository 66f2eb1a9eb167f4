package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import java.util.Locale;

/** Header of an S7comm-plus frame, and what its functions are called (names as ICSNPP and the public clients have them). */
final class S7PlusFrame {
    static final int PROTOCOL_ID = 0x72;
    static final int HEADER = 4;
    static final int REQUEST = 0x31;
    static final int RESPONSE = 0x32;
    static final int NOTIFICATION = 0x33;
    static final int RESPONSE_2 = 0x02;
    static final int SYSTEM_EVENT = 0xFE;
    static final int KEEP_ALIVE = 0xFF;
    static final int CREATE_OBJECT = 0x04CA;
    static final int DELETE_OBJECT = 0x04D4;
    static final int SET_VARIABLE = 0x04F2;
    static final int SET_MULTI_VARIABLES = 0x0542;
    static final int GET_MULTI_VARIABLES = 0x054C;
    static final int SET_VAR_SUB_STREAMED = 0x057C;
    static final int GET_VAR_SUB_STREAMED = 0x0586;
    static final int INIT_SSL = 0x05B3;

    private S7PlusFrame() {}

    /** Whether version and length fit a message of {@code size} bytes; at least 4 are there. */
    static boolean headerFits(Window bytes, int at, int size) {
        if (size < HEADER) {
            return false;
        }
        int version = bytes.u8(at + 1);
        boolean known = (version >= 1 && version <= 3) || version >= SYSTEM_EVENT;
        int length = HEADER + bytes.u16(at + 2);
        return known && (length == size || length + HEADER == size);
    }

    static String name(int function) {
        return switch (function) {
            case 0x04B1 -> "error";
            case 0x04BB -> "explore";
            case CREATE_OBJECT -> "create_object";
            case DELETE_OBJECT -> "delete_object";
            case SET_VARIABLE -> "set_variable";
            case 0x04FC -> "get_variable";
            case 0x0506 -> "add_link";
            case 0x051A -> "remove_link";
            case 0x0524 -> "get_link";
            case SET_MULTI_VARIABLES -> "set_multi_variables";
            case GET_MULTI_VARIABLES -> "get_multi_variables";
            case 0x0556 -> "begin_sequence";
            case 0x0560 -> "end_sequence";
            case 0x056B -> "invoke";
            case SET_VAR_SUB_STREAMED -> "set_var_sub_streamed";
            case GET_VAR_SUB_STREAMED -> "get_var_sub_streamed";
            case 0x0590 -> "get_variables_address";
            case 0x059A -> "abort";
            case 0x05A9 -> "error";
            case INIT_SSL -> "init_ssl";
            default -> String.format(Locale.ROOT, "unknown_0x%04x", function);
        };
    }

    static Access access(int function) {
        return switch (function) {
            case 0x04BB, 0x04FC, 0x0524, GET_MULTI_VARIABLES, GET_VAR_SUB_STREAMED, 0x0590 -> Access.READ;
            case SET_VARIABLE, SET_MULTI_VARIABLES, SET_VAR_SUB_STREAMED -> Access.WRITE;
            case CREATE_OBJECT, DELETE_OBJECT, 0x0506, 0x051A -> Access.CONFIGURE;
            case INIT_SSL, 0x0556, 0x0560, 0x04B1, 0x05A9 -> Access.SESSION;
            default -> Access.EXECUTE;
        };
    }

    /** What an object is, by the number of its class. */
    static String className(long kind) {
        return switch ((int) kind) {
            case 255 -> "subscriptions";
            case 284 -> "server_session_container";
            case 287 -> "server_session";
            case 1001 -> "subscription";
            case 2520 -> "plc_program";
            case 2574 -> "db";
            case 2578 -> "fb";
            case 2579 -> "fc";
            case 2580 -> "ob";
            default -> Long.toString(kind);
        };
    }
}
