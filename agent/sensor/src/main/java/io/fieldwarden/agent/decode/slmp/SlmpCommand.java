package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.observation.Access;

/** Commands (SH-080956ENG chapter 5) and end codes. */
final class SlmpCommand {
    static final int DEVICE_READ = 0x0401;
    static final int DEVICE_WRITE = 0x1401;
    static final int READ_TYPE_NAME = 0x0101;

    private SlmpCommand() {}

    static boolean isKnown(int code) {
        return !known(code).isEmpty();
    }

    static String name(int code) {
        String known = known(code);
        return known.isEmpty() ? String.format("unknown_0x%04x", code) : known;
    }

    private static String known(int code) {
        return switch (code) {
            case READ_TYPE_NAME -> "read_type_name";
            case DEVICE_READ -> "device_read";
            case 0x0403 -> "device_read_random";
            case 0x0406 -> "device_read_block";
            case DEVICE_WRITE -> "device_write";
            case 0x1402 -> "device_write_random";
            case 0x1406 -> "device_write_block";
            case 0x0801 -> "device_entry_monitor";
            case 0x0802 -> "device_execute_monitor";
            case 0x0601 -> "extend_unit_read";
            case 0x1601 -> "extend_unit_write";
            case 0x0613 -> "memory_read";
            case 0x1613 -> "memory_write";
            case 0x0619 -> "self_test";
            case 0x1617 -> "clear_error";
            case 0x2101 -> "ondemand";
            default -> acting(code);
        };
    }

    private static String acting(int code) {
        return switch (code) {
            case 0x1001 -> "remote_run";
            case 0x1002 -> "remote_stop";
            case 0x1003 -> "remote_pause";
            case 0x1005 -> "remote_latch_clear";
            case 0x1006 -> "remote_reset";
            case 0x1630 -> "remote_password_unlock";
            case 0x1631 -> "remote_password_lock";
            case 0x1810 -> "file_read_directory";
            case 0x1811 -> "file_search_directory";
            case 0x1820 -> "file_new";
            case 0x1822 -> "file_delete";
            case 0x1824 -> "file_copy";
            case 0x1825 -> "file_change_state";
            case 0x1826 -> "file_change_date";
            case 0x1827 -> "file_open";
            case 0x1828 -> "file_read";
            case 0x1829 -> "file_write";
            case 0x182A -> "file_close";
            case 0x0E30 -> "node_search";
            case 0x0E31 -> "ip_address_set";
            default -> "";
        };
    }

    static Access access(int code) {
        return switch (code) {
            case READ_TYPE_NAME, 0x0E30 -> Access.IDENTIFY;
            case DEVICE_READ, 0x0403, 0x0406, 0x0801, 0x0802, 0x0601, 0x0613, 0x1810, 0x1811, 0x1828 -> Access.READ;
            case DEVICE_WRITE, 0x1402, 0x1406, 0x1601, 0x1613 -> Access.WRITE;
            case 0x0619, 0x1630, 0x1631, 0x1827, 0x182A -> Access.SESSION;
            case 0x1820, 0x1822, 0x1824, 0x1825, 0x1826, 0x1829, 0x0E31 -> Access.CONFIGURE;
            case 0x2101 -> Access.PUBLISH;
            default -> Access.EXECUTE;
        };
    }

    static String endCode(int code) {
        return switch (code) {
            case 0x0055 -> "write_during_run_not_allowed";
            case 0xC050 -> "ascii_conversion_error";
            case 0xC051, 0xC052, 0xC053, 0xC054 -> "points_out_of_range";
            case 0xC056 -> "address_out_of_range";
            case 0xC058, 0xC061 -> "length_mismatch";
            case 0xC059 -> "wrong_command_or_subcommand";
            case 0xC05B -> "device_not_accessible";
            case 0xC05C -> "wrong_request_contents";
            case 0xC05F -> "request_not_executable";
            case 0xC200 -> "wrong_remote_password";
            case 0xC201, 0xC810 -> code == 0xC201 ? "locked_by_remote_password" : "wrong_remote_password";
            case 0xC204 -> "unlocked_by_another";
            case 0xCEE0 -> "busy";
            default -> String.format("end_code_0x%04x", code);
        };
    }
}
