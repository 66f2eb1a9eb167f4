package io.fieldwarden.agent.decode.ntp;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;

/** The names the standards give to numbers. */
final class NtpNames {
    private static final int STRATUM_PRIMARY = 1;

    private NtpNames() {}

    /** Association mode (RFC 5905 figure 10). */
    static String mode(int mode) {
        return switch (mode) {
            case 1 -> "symmetric_active";
            case 2 -> "symmetric_passive";
            case 3 -> "client";
            case 4 -> "server";
            case 5 -> "broadcast";
            default -> "reserved";
        };
    }

    /** Operation of a control message (RFC 9327 2.3). */
    static String control(int opcode) {
        return switch (opcode) {
            case 1 -> "read_status";
            case 2 -> "read_variables";
            case 3 -> "write_variables";
            case 4 -> "read_clock_variables";
            case 5 -> "write_clock_variables";
            case 6 -> "set_trap";
            case 7 -> "trap_response";
            case 8 -> "configure";
            case 9 -> "save_config";
            case 10 -> "read_mru_list";
            case 11 -> "read_ordered_list";
            case 12 -> "request_nonce";
            case 31 -> "unset_trap";
            default -> "control_" + opcode;
        };
    }

    static Access controlAccess(int opcode) {
        return switch (opcode) {
            case 1, 2, 4, 10, 11, 12 -> Access.READ;
            case 6, 31 -> Access.SUBSCRIBE;
            case 7 -> Access.PUBLISH;
            default -> Access.CONFIGURE;
        };
    }

    /** Error of a control message (RFC 9327 3.3). */
    static String controlError(int error) {
        return switch (error) {
            case 1 -> "authentication_failure";
            case 2 -> "invalid_message";
            case 3 -> "invalid_opcode";
            case 4 -> "unknown_association";
            case 5 -> "unknown_variable";
            case 6 -> "invalid_value";
            case 7 -> "prohibited";
            default -> "error_" + error;
        };
    }

    /** Request of a private message, as ntpdc sends it: the ones that are known for harm, or harmless. */
    static String secret(int request) {
        return switch (request) {
            case 0 -> "peer_list";
            case 1 -> "peer_list_sum";
            case 2 -> "peer_info";
            case 3 -> "peer_stats";
            case 4 -> "sys_info";
            case 5 -> "sys_stats";
            case 6 -> "io_stats";
            case 7 -> "mem_stats";
            case 8 -> "loop_info";
            case 9 -> "timer_stats";
            case 16 -> "get_restrict";
            case 20 -> "mon_getlist";
            case 42 -> "mon_getlist_1";
            default -> "private_" + request;
        };
    }

    static Access secretAccess(int request) {
        return secret(request).startsWith("private_") ? Access.CONFIGURE : Access.READ;
    }

    /** Error of a private message. */
    static String secretError(int error) {
        return switch (error) {
            case 1 -> "incompatible";
            case 2 -> "wrong_format";
            case 3 -> "unknown_request";
            case 4 -> "no_data";
            case 7 -> "authentication_failure";
            default -> "error_" + error;
        };
    }

    /** Reference identifier: a code for stratum 0 and 1, otherwise an address (RFC 5905 7.3). */
    static String reference(Window message) {
        if (message.u8(1) > STRATUM_PRIMARY) {
            return Address.ipv4(message.i32(12)).toString();
        }
        int size = 0;
        while (size < 4 && message.u8(12 + size) >= 0x20 && message.u8(12 + size) < 0x7F) {
            size++;
        }
        return message.latin1(12, size).strip();
    }
}
