package io.fieldwarden.agent.decode.s7comm;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What codes of S7comm are called, as in Wireshark, lower case with underscores. */
final class S7Names {
    static final int COUNTER = 28;
    static final int TIMER = 29;

    private static final String[] NCK_AREAS = {"n", "b", "c", "a", "t", "v", "m", "mmc"};

    /** Error class and code of an acknowledgement, or the error code of user data. */
    private static final Map<Integer, String> ERRORS = table("""
        0110 invalid_block_number
        0111 invalid_request_length
        0112 invalid_parameter
        0113 invalid_block_type
        0114 block_not_found
        0115 block_already_exists
        0116 block_is_write_protected
        0117 block_too_large
        0118 invalid_block_number
        0119 incorrect_password_entered
        011a pg_resource_error
        011b plc_resource_error
        011c protocol_error
        011d too_many_blocks
        011f result_buffer_too_small
        0120 end_of_block_list
        0140 insufficient_memory_available
        0141 job_cannot_be_processed_for_lack_of_resources
        8001 service_not_possible_in_current_block_status
        8003 block_transfer_error
        8100 service_unknown_to_remote_module
        8104 service_not_implemented_or_frame_error
        8204 object_type_inconsistent
        8205 copied_block_exists_and_is_not_linked
        8301 insufficient_memory_space
        8302 too_few_resources
        8304 no_further_parallel_upload_possible
        8305 function_not_available
        8306 insufficient_work_memory
        8307 not_enough_retentive_work_memory
        8401 invalid_service_sequence
        8402 service_cannot_execute_owing_to_object_status
        8404 function_cannot_be_performed
        8405 remote_block_is_disabled
        8500 wrong_frames
        8503 service_canceled_prematurely
        8701 error_addressing_object
        8702 service_not_supported_by_module
        8703 access_to_object_refused
        8704 object_damaged
        d001 illegal_job_number
        d002 illegal_job_variant
        d003 debugging_function_not_supported
        d031 internal_protocol_error
        d032 wrong_result_buffer_length
        d033 wrong_job_length
        d041 illegal_status_list_id
        d042 illegal_tag_address
        d043 referenced_job_not_found
        d061 no_memory_space_for_job
        d062 job_list_full
        d081 function_not_permitted_in_current_mode
        d0a1 function_not_permitted_in_current_protection_level
        d0a2 function_that_modifies_memory_is_running
        d201 syntax_error_in_block_name
        d202 syntax_error_in_function_parameters
        d205 linked_block_exists_already
        d206 block_exists_in_ram
        d209 block_does_not_exist
        d20a no_block_of_this_type
        d20c block_number_too_big
        d210 block_number_out_of_range
        d240 coordination_rules_violated
        d241 operation_not_permitted_in_current_protection_level
        d242 protection_violation_while_processing_f_blocks
        d401 invalid_szl_id
        d402 invalid_szl_index
        d403 diagnostic_entry_not_available
        d405 function_not_available
        d501 diagnostic_message_in_memory_overflow
        d601 syntax_error
        d602 incorrect_password
        d603 connection_already_has_access
        d604 access_already_enabled
        d605 no_access_because_password_is_not_set
        d801 invalid_tag_address
        d802 invalid_job
        d803 illegal_job_status
        d804 illegal_cycle_time
        d805 no_more_cyclic_jobs
        d806 referenced_job_not_found
        dc01 date_or_time_invalid
        """);

    private static final Map<Integer, String> RETURN_CODES = table("""
        00 reserved
        01 hardware_error
        03 accessing_the_object_not_allowed
        05 invalid_address
        06 data_type_not_supported
        07 data_type_inconsistent
        0a object_does_not_exist
        ff success
        """);

    private static final Map<Integer, String> SYNTAX = table("""
        10 s7any
        13 pbc_r_id
        15 alarm_lockfree
        16 alarm_ind
        19 alarm_ack
        1a alarm_queryreq
        1c notify_ind
        82 nck
        83 nck_m
        84 nck_i
        a2 driveesany
        b0 dbread
        b2 1200sym
        """);

    private static final Map<Integer, String> TRANSPORT_SIZES = table("""
        01 bit
        02 byte
        03 char
        04 word
        05 int
        06 dword
        07 dint
        08 real
        09 date
        0a tod
        0b time
        0c s5time
        0f date_and_time
        13 string
        1c counter
        1d timer
        1e iec_timer
        1f iec_counter
        20 hs_counter
        """);

    private static final Map<Integer, String> AREAS = table("""
        01 data_record
        03 system_info
        05 system_flags
        06 analog_inputs
        07 analog_outputs
        80 peripheral
        81 inputs
        82 outputs
        83 flags
        84 data_blocks
        85 instance_data_blocks
        86 local_data
        87 v
        1c counters
        1d timers
        1e iec_counters
        1f iec_timers
        """);

    private S7Names() {}

    /** Lines of a hexadecimal number and a name. */
    static Map<Integer, String> table(String lines) {
        Map<Integer, String> table = new HashMap<>();
        lines.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            table.put(Integer.parseInt(line.substring(0, blank), 16), line.substring(blank + 1));
        });
        return Map.copyOf(table);
    }

    private static String or(Map<Integer, String> table, int code) {
        String name = table.get(code);
        return name == null ? String.format(Locale.ROOT, "0x%02x", code) : name;
    }

    static String error(int code) {
        return or(ERRORS, code);
    }

    static String returnCode(int code) {
        return or(RETURN_CODES, code);
    }

    static String syntax(int id) {
        return or(SYNTAX, id);
    }

    static String transportSize(int size) {
        return or(TRANSPORT_SIZES, size);
    }

    static String area(int area) {
        return or(AREAS, area);
    }

    static S7Item.Type type(int transportSize) {
        return switch (transportSize) {
            case 1 -> S7Item.Type.BIT;
            case 2, 3 -> S7Item.Type.BYTE;
            case 4, 9, 12 -> S7Item.Type.WORD;
            case 5 -> S7Item.Type.INT;
            case 6, 10 -> S7Item.Type.DWORD;
            case 7, 11 -> S7Item.Type.DINT;
            case 8 -> S7Item.Type.REAL;
            case 15 -> S7Item.Type.DATE_AND_TIME;
            default -> S7Item.Type.OPAQUE;
        };
    }

    /** Whether points of the area have a number instead of a byte address. */
    static boolean isNumbered(int area) {
        return area >= 0x1C && area <= 0x1F;
    }

    /** Where points of an area stand: {@code db1}, {@code m}, {@code i}, … */
    static String space(int area, int db) {
        return switch (area) {
            case 0x01 -> "record";
            case 0x03 -> "sysinfo";
            case 0x05 -> "sm";
            case 0x06 -> "ai";
            case 0x07 -> "aq";
            case 0x80 -> "p";
            case 0x81 -> "i";
            case 0x82 -> "q";
            case 0x83 -> "m";
            case 0x84 -> "db" + db;
            case 0x85 -> "di" + db;
            case 0x86 -> "l";
            case 0x87 -> "v";
            case 0x1C -> "c";
            case 0x1D -> "t";
            case 0x1E -> "iec_counter";
            case 0x1F -> "iec_timer";
            default -> String.format(Locale.ROOT, "area0x%02x", area) + (db == 0 ? "" : "/db" + db);
        };
    }

    /** How the size of a point begins: {@code dbw} in data blocks, {@code mw} among flags. */
    static String letters(int area, int db) {
        return switch (area) {
            case 0x84 -> "db";
            case 0x85 -> "di";
            case 0x01, 0x03 -> "";
            default -> (area >= 0x80 && area <= 0x87) || (area >= 5 && area <= 7) ? space(area, db) : "";
        };
    }

    static String symbolicArea(int area) {
        return switch (area) {
            case 0x50 -> "i";
            case 0x51 -> "q";
            case 0x52 -> "m";
            case 0x53 -> "c";
            case 0x54 -> "t";
            default -> "object" + area;
        };
    }

    static String nckArea(int area) {
        return NCK_AREAS[area & 7];
    }

    /** Kind of a block as its two characters in names of blocks say, the second as a number. */
    static String blockType(int type) {
        return switch (type) {
            case '8' -> "ob";
            case '9' -> "cmod";
            case 'A' -> "db";
            case 'B' -> "sdb";
            case 'C' -> "fc";
            case 'D' -> "sfc";
            case 'E' -> "fb";
            case 'F' -> "sfb";
            default -> "block_0x" + Integer.toHexString(type);
        };
    }

    static String fileSystem(int kind) {
        return switch (kind) {
            case 'P' -> "passive";
            case 'A' -> "active";
            case 'B' -> "active_and_passive";
            default -> String.format(Locale.ROOT, "0x%02x", kind);
        };
    }
}
