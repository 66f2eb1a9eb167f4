package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.observation.Access;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A function of user data: its group and subfunction.
 *
 * @param code group in the upper byte, subfunction in the lower
 * @param name as in Wireshark
 * @param access what it is for
 */
record S7UserFunction(int code, String name, Access access) {
    static final int MODE_TRANSITION = 0;
    static final int PROGRAMMER = 1;
    static final int CYCLIC = 2;
    static final int BLOCK = 3;
    static final int CPU = 4;
    static final int SECURITY = 5;
    static final int PBC = 6;
    static final int TIME = 7;

    static final int CYCLIC_TRANSFER = 0x0201;
    static final int CYCLIC_UNSUBSCRIBE = 0x0204;
    static final int CHANGE_DRIVEN = 0x0205;
    static final int CHANGE_DRIVEN_MODIFY = 0x0207;
    static final int LIST_BLOCKS = 0x0301;
    static final int LIST_BLOCKS_OF_TYPE = 0x0302;
    static final int GET_BLOCK_INFO = 0x0303;
    static final int READ_SZL = 0x0401;
    static final int MESSAGE_SERVICE = 0x0402;
    static final int DIAGNOSTIC_MESSAGE = 0x0403;
    static final int PASSWORD = 0x0501;

    private static final Map<Integer, S7UserFunction> KNOWN = new HashMap<>();

    static {
        String lines = """
            0101 READ block_status
            0102 READ variable_status
            0103 READ output_istack
            0104 READ output_bstack
            0105 READ output_lstack
            0106 READ time_measurement
            0107 READ force_selection
            0108 WRITE modify_variable
            0109 WRITE force
            010a EXECUTE breakpoint
            010b EXECUTE exit_hold
            010c EXECUTE memory_reset
            010d CONFIGURE disable_job
            010e CONFIGURE enable_job
            010f CONFIGURE delete_job
            0110 READ read_job_list
            0111 READ read_job
            0112 CONFIGURE replace_job
            0113 READ block_status_v2
            0116 EXECUTE flash_led
            0201 SUBSCRIBE cyclic_transfer
            0204 SUBSCRIBE unsubscribe
            0205 SUBSCRIBE change_driven_transfer
            0207 SUBSCRIBE change_driven_transfer_modify
            0208 READ rdrec
            0301 READ list_blocks
            0302 READ list_blocks_of_type
            0303 READ get_block_info
            0401 READ read_szl
            0402 SUBSCRIBE message_service
            0403 PUBLISH diagnostic_message
            0405 PUBLISH alarm_8_indication
            0406 PUBLISH notify_indication
            0407 CONFIGURE alarm_8_lock
            0408 CONFIGURE alarm_8_unlock
            0409 PUBLISH scan_indication
            040b CONFIGURE alarm_ack
            040c PUBLISH alarm_ack_indication
            040d PUBLISH alarm_lock_indication
            040e PUBLISH alarm_unlock_indication
            0411 PUBLISH alarm_sq_indication
            0412 PUBLISH alarm_s_indication
            0413 READ alarm_query
            0416 PUBLISH notify_8_indication
            0501 SESSION plc_password
            0502 SESSION clear_plc_password
            0701 READ read_clock
            0702 CONFIGURE set_clock
            0703 READ read_clock_following
            0704 CONFIGURE set_clock
            0f01 CONFIGURE nc_request_download
            0f02 CONFIGURE nc_download_block
            0f03 CONFIGURE nc_continue_download
            0f04 CONFIGURE nc_download_ended
            0f06 READ nc_start_upload
            0f07 READ nc_upload
            0f08 READ nc_continue_upload
            """;
        lines.lines().forEach(line -> {
            String[] words = line.split(" ", 3);
            int code = Integer.parseInt(words[0], 16);
            KNOWN.put(code, new S7UserFunction(code, words[2], Access.valueOf(words[1])));
        });
    }

    static S7UserFunction of(int group, int subfunction) {
        int code = (group << 8) | subfunction;
        S7UserFunction known = KNOWN.get(code);
        if (known != null) {
            return known;
        }
        return switch (group) {
            case MODE_TRANSITION -> new S7UserFunction(code, "mode_transition", Access.PUBLISH);
            case PBC -> new S7UserFunction(code, "pbc_bsend", Access.WRITE);
            default ->
                new S7UserFunction(
                        code, String.format(Locale.ROOT, "userdata_0x%02x_0x%02x", group, subfunction), Access.EXECUTE);
        };
    }

    boolean isKnown() {
        return !name.startsWith("userdata");
    }

    int group() {
        return code >> 8;
    }

    /** What the CPU changed to, by the subfunction of a mode transition. */
    static String mode(int subfunction) {
        return switch (subfunction) {
            case 0 -> "STOP";
            case 1 -> "WARM RESTART";
            case 2 -> "RUN";
            case 3 -> "HOT RESTART";
            case 4 -> "HOLD";
            case 6 -> "COLD RESTART";
            case 9 -> "RUN_R";
            case 11 -> "LINK-UP";
            case 12 -> "UPDATE";
            default -> Integer.toString(subfunction);
        };
    }
}
