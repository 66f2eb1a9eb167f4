package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.observation.Access;

/** Commands (W342 section 5, W227 section 2) and end codes (W342 5-1-3). */
final class FinsCommand {
    static final int MEMORY_AREA_READ = 0x0101;
    static final int MEMORY_AREA_WRITE = 0x0102;
    static final int MEMORY_AREA_FILL = 0x0103;
    static final int MULTIPLE_MEMORY_AREA_READ = 0x0104;
    static final int MEMORY_AREA_TRANSFER = 0x0105;
    static final int CONTROLLER_DATA_READ = 0x0501;
    static final int CONNECTION_DATA_READ = 0x0502;
    static final int CONTROLLER_STATUS_READ = 0x0601;
    static final int CYCLE_TIME_READ = 0x0620;
    static final int CLOCK_READ = 0x0701;
    static final int FORCED_SET_RESET = 0x2301;

    private FinsCommand() {}

    static boolean isKnown(int code) {
        return !known(code).isEmpty();
    }

    static String name(int code) {
        String known = known(code);
        return known.isEmpty() ? String.format("unknown_0x%04x", code) : known;
    }

    private static String known(int code) {
        return switch (code >> 8) {
            case 0x01, 0x02, 0x03 -> memory(code);
            case 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0C -> controller(code);
            case 0x21, 0x22 -> file(code);
            default -> rest(code);
        };
    }

    private static String memory(int code) {
        return switch (code) {
            case MEMORY_AREA_READ -> "memory_area_read";
            case MEMORY_AREA_WRITE -> "memory_area_write";
            case MEMORY_AREA_FILL -> "memory_area_fill";
            case MULTIPLE_MEMORY_AREA_READ -> "multiple_memory_area_read";
            case MEMORY_AREA_TRANSFER -> "memory_area_transfer";
            case 0x0201 -> "parameter_area_read";
            case 0x0202 -> "parameter_area_write";
            case 0x0203 -> "parameter_area_clear";
            case 0x0220 -> "data_link_table_read";
            case 0x0221 -> "data_link_table_write";
            case 0x0304 -> "program_area_protect";
            case 0x0305 -> "program_area_protect_clear";
            case 0x0306 -> "program_area_read";
            case 0x0307 -> "program_area_write";
            case 0x0308 -> "program_area_clear";
            default -> "";
        };
    }

    private static String controller(int code) {
        return switch (code) {
            case 0x0401 -> "run";
            case 0x0402 -> "stop";
            case 0x0403 -> "reset";
            case CONTROLLER_DATA_READ -> "controller_data_read";
            case CONNECTION_DATA_READ -> "connection_data_read";
            case CONTROLLER_STATUS_READ -> "controller_status_read";
            case 0x0602 -> "network_status_read";
            case 0x0603 -> "data_link_status_read";
            case CYCLE_TIME_READ -> "cycle_time_read";
            case CLOCK_READ -> "clock_read";
            case 0x0702 -> "clock_write";
            case 0x0801 -> "loop_back_test";
            case 0x0802 -> "broadcast_test_results_read";
            case 0x0803 -> "broadcast_test_data_send";
            case 0x0920 -> "message_read_clear";
            case 0x0C01 -> "access_right_acquire";
            case 0x0C02 -> "access_right_forced_acquire";
            case 0x0C03 -> "access_right_release";
            default -> "";
        };
    }

    private static String file(int code) {
        return switch (code) {
            case 0x2101 -> "error_clear";
            case 0x2102 -> "error_log_read";
            case 0x2103 -> "error_log_clear";
            case 0x2140 -> "fins_write_access_log_read";
            case 0x2141 -> "fins_write_access_log_clear";
            case 0x2201 -> "file_name_read";
            case 0x2202 -> "single_file_read";
            case 0x2203 -> "single_file_write";
            case 0x2204 -> "memory_card_format";
            case 0x2205 -> "file_delete";
            case 0x2206 -> "volume_label_create_delete";
            case 0x2207 -> "file_copy";
            case 0x2208 -> "file_name_change";
            case 0x2209 -> "file_data_check";
            case 0x220A -> "memory_area_file_transfer";
            case 0x220B -> "parameter_area_file_transfer";
            case 0x220C -> "program_area_file_transfer";
            case 0x220F -> "file_memory_index_read";
            case 0x2210 -> "file_memory_read";
            case 0x2211 -> "file_memory_write";
            case 0x2215 -> "create_delete_directory";
            case 0x2220 -> "memory_cassette_transfer";
            default -> "";
        };
    }

    private static String rest(int code) {
        return switch (code) {
            case FORCED_SET_RESET -> "forced_set_reset";
            case 0x2302 -> "forced_set_reset_cancel";
            case 0x230A -> "multiple_forced_status_read";
            case 0x2601 -> "name_set";
            case 0x2602 -> "name_delete";
            case 0x2603 -> "name_read";
            default -> "";
        };
    }

    static Access access(int code) {
        return switch (code) {
            case MEMORY_AREA_WRITE, MEMORY_AREA_FILL, MEMORY_AREA_TRANSFER, FORCED_SET_RESET, 0x2302, 0x2203, 0x2211 ->
                Access.WRITE;
            case 0x0202, 0x0203, 0x0221, 0x0304, 0x0305, 0x0307, 0x0308, 0x0702 -> Access.CONFIGURE;
            case 0x2103, 0x2141, 0x2204, 0x2205, 0x2206, 0x2207, 0x2208, 0x220A, 0x220B, 0x220C, 0x2215, 0x2220 ->
                Access.CONFIGURE;
            case 0x2601, 0x2602 -> Access.CONFIGURE;
            case 0x0401, 0x0402, 0x0403, 0x0803, 0x2101 -> Access.EXECUTE;
            case CONTROLLER_DATA_READ, CONNECTION_DATA_READ -> Access.IDENTIFY;
            case 0x0801, 0x0802, 0x0C01, 0x0C02, 0x0C03 -> Access.SESSION;
            default -> isKnown(code) ? Access.READ : Access.EXECUTE;
        };
    }

    /** Name of an end code, its flags of relay and CPU errors taken off. */
    static String endCode(int code) {
        return switch (code) {
            case 0x0001 -> "service_cancelled";
            case 0x0101 -> "local_node_not_in_network";
            case 0x0201 -> "destination_node_not_in_network";
            case 0x0202 -> "unit_missing";
            case 0x0204 -> "destination_node_busy";
            case 0x0205 -> "response_timeout";
            case 0x0401 -> "undefined_command";
            case 0x0402 -> "not_supported_by_model_or_version";
            case 0x1001 -> "command_too_long";
            case 0x1002 -> "command_too_short";
            case 0x1003 -> "elements_and_data_do_not_match";
            case 0x1101 -> "area_classification_missing";
            case 0x1103 -> "address_range_error";
            case 0x1104 -> "address_range_exceeded";
            case 0x110B -> "response_too_long";
            case 0x110C -> "parameter_error";
            case 0x2002, 0x2102, 0x3001 -> code == 0x3001 ? "no_access_right" : "protected";
            case 0x2101 -> "read_only";
            case 0x2201 -> "not_possible_during_execution";
            case 0x2202 -> "not_possible_while_running";
            case 0x2203 -> "wrong_mode_program";
            case 0x2204 -> "wrong_mode_debug";
            case 0x2205 -> "wrong_mode_monitor";
            case 0x2206 -> "wrong_mode_run";
            default -> endGroup(code >> 8);
        };
    }

    private static String endGroup(int main) {
        return switch (main) {
            case 0x01 -> "local_node_error";
            case 0x02 -> "destination_node_error";
            case 0x03 -> "controller_error";
            case 0x04 -> "service_unsupported";
            case 0x05 -> "routing_table_error";
            case 0x10 -> "command_format_error";
            case 0x11 -> "parameter_error";
            case 0x20 -> "read_not_possible";
            case 0x21 -> "write_not_possible";
            case 0x22 -> "not_executable_in_current_mode";
            case 0x23 -> "no_such_device";
            case 0x24 -> "cannot_start_or_stop";
            case 0x25 -> "unit_error";
            case 0x26 -> "command_error";
            case 0x30 -> "access_right_error";
            case 0x40 -> "aborted";
            default -> "unknown";
        };
    }
}
