package io.fieldwarden.agent.decode.gesrtp;

import io.fieldwarden.agent.observation.Access;

/** Service request codes and segment selectors, after the published analyses of the protocol. */
final class GeSrtpService {
    static final int READ_SYSTEM_MEMORY = 0x04;
    static final int WRITE_SYSTEM_MEMORY = 0x07;
    static final int CONTROLLER_TYPE = 0x43;

    private GeSrtpService() {}

    static boolean isKnown(int code) {
        return !known(code).isEmpty();
    }

    static String name(int code) {
        String known = known(code);
        return known.isEmpty() ? String.format("unknown_0x%02x", code) : known;
    }

    private static String known(int code) {
        return switch (code) {
            case 0x00 -> "plc_short_status";
            case 0x03 -> "return_control_program_names";
            case READ_SYSTEM_MEMORY -> "read_system_memory";
            case 0x05 -> "read_task_memory";
            case 0x06 -> "read_program_memory";
            case WRITE_SYSTEM_MEMORY -> "write_system_memory";
            case 0x08 -> "write_task_memory";
            case 0x09 -> "write_program_memory";
            case 0x20 -> "programmer_logon";
            case 0x21 -> "change_privilege_level";
            case 0x22 -> "set_control_id";
            case 0x23 -> "set_plc_state";
            case 0x24 -> "set_time_date";
            case 0x25 -> "return_time_date";
            case 0x38 -> "return_fault_table";
            case 0x39 -> "clear_fault_table";
            case 0x3F -> "program_store";
            case 0x40 -> "program_load";
            case CONTROLLER_TYPE -> "return_controller_type_and_id";
            case 0x44 -> "toggle_force_system_memory";
            default -> "";
        };
    }

    static Access access(int code) {
        return switch (code) {
            case 0x00, 0x03, 0x04, 0x05, 0x06, 0x25, 0x38, 0x3F -> Access.READ;
            case WRITE_SYSTEM_MEMORY, 0x08, 0x44 -> Access.WRITE;
            case 0x09, 0x22, 0x24, 0x40 -> Access.CONFIGURE;
            case 0x20, 0x21 -> Access.SESSION;
            case CONTROLLER_TYPE -> Access.IDENTIFY;
            default -> Access.EXECUTE;
        };
    }

    /** Name of a memory; the suffix says what its addresses count if that is not words. */
    static String segment(int selector) {
        return switch (selector) {
            case 0x08 -> "r";
            case 0x0A -> "ai";
            case 0x0C -> "aq";
            case 0x10 -> "i.byte";
            case 0x12 -> "q.byte";
            case 0x14 -> "t.byte";
            case 0x16 -> "m.byte";
            case 0x38 -> "g.byte";
            case 0x46 -> "i";
            case 0x48 -> "q";
            case 0x4A -> "t";
            case 0x4C -> "m";
            case 0x56 -> "g";
            default -> String.format("segment_0x%02x", selector);
        };
    }

    static boolean isWord(int selector) {
        return selector == 0x08 || selector == 0x0A || selector == 0x0C;
    }
}
