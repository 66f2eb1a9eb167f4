package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.observation.Access;

/** Sub-functions of function 8, Diagnostics (V1.1b3 clause 6.8.1). */
final class ModbusDiagnostic {
    static final int RETURN_QUERY_DATA = 0;
    static final int RESTART_COMMUNICATIONS_OPTION = 1;
    static final int FORCE_LISTEN_ONLY_MODE = 4;

    /** By number; empty where the standard reserves it. */
    private static final String[] NAMES = {
        "return_query_data",
        "restart_communications_option",
        "return_diagnostic_register",
        "change_ascii_input_delimiter",
        "force_listen_only_mode",
        "",
        "",
        "",
        "",
        "",
        "clear_counters_and_diagnostic_register",
        "return_bus_message_count",
        "return_bus_communication_error_count",
        "return_bus_exception_error_count",
        "return_server_message_count",
        "return_server_no_response_count",
        "return_server_nak_count",
        "return_server_busy_count",
        "return_bus_character_overrun_count",
        "",
        "clear_overrun_counter_and_flag"
    };

    private ModbusDiagnostic() {}

    static boolean isDefined(int sub) {
        return sub < NAMES.length && !NAMES[sub].isEmpty();
    }

    static String name(int sub) {
        return "diagnostics_" + (isDefined(sub) ? NAMES[sub] : "reserved_" + sub);
    }

    /** Whether the answer carries a register or a counter. */
    static boolean returnsValue(int sub) {
        return sub == 2 || (sub >= 11 && sub <= 18);
    }

    static Access access(int sub) {
        if (returnsValue(sub)) {
            return Access.READ;
        }
        return switch (sub) {
            case RETURN_QUERY_DATA -> Access.SESSION;
            case 3, FORCE_LISTEN_ONLY_MODE, 10, 20 -> Access.CONFIGURE;
            default -> Access.EXECUTE;
        };
    }
}
