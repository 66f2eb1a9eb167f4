package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import java.util.List;

/** HART commands: universal (TS20127) and common practice (TS20151), and their response codes (TS20307). */
final class HartIpCommand {
    /** Carries a command number of 16 bits in its first two data bytes. */
    static final int EXTENDED = 31;

    private static final int COMMON_PRACTICE = 512;

    private HartIpCommand() {}

    static Operation operation(int code, boolean publish, String scope, List<Attribute> attributes) {
        Access access = publish ? Access.PUBLISH : access(code);
        return new Operation(HartIpDecoder.PROTOCOL, code, name(code), access, scope, null, attributes);
    }

    static String name(int code) {
        if (code < 32) {
            return universal(code);
        }
        if (code < 60) {
            return ranging(code);
        }
        return code < 122 ? later(code) : code >= 128 && code <= 253 ? "device_specific_" + code : wide(code);
    }

    private static String universal(int code) {
        return switch (code) {
            case 0 -> "read_unique_identifier";
            case 1 -> "read_primary_variable";
            case 2 -> "read_loop_current_and_percent_of_range";
            case 3 -> "read_dynamic_variables_and_loop_current";
            case 6 -> "write_polling_address";
            case 7 -> "read_loop_configuration";
            case 8 -> "read_dynamic_variable_classifications";
            case 9 -> "read_device_variables_with_status";
            case 11 -> "read_unique_identifier_associated_with_tag";
            case 12 -> "read_message";
            case 13 -> "read_tag_descriptor_date";
            case 14 -> "read_primary_variable_transducer_information";
            case 15 -> "read_device_information";
            case 16 -> "read_final_assembly_number";
            case 17 -> "write_message";
            case 18 -> "write_tag_descriptor_date";
            case 19 -> "write_final_assembly_number";
            case 20 -> "read_long_tag";
            case 21 -> "read_unique_identifier_associated_with_long_tag";
            case 22 -> "write_long_tag";
            default -> "command_" + code;
        };
    }

    private static String ranging(int code) {
        return switch (code) {
            case 33 -> "read_device_variables";
            case 34 -> "write_primary_variable_damping_value";
            case 35 -> "write_primary_variable_range_values";
            case 36 -> "set_primary_variable_upper_range_value";
            case 37 -> "set_primary_variable_lower_range_value";
            case 38 -> "reset_configuration_changed_flag";
            case 39 -> "eeprom_control";
            case 40 -> "enter_exit_fixed_current_mode";
            case 41 -> "perform_self_test";
            case 42 -> "perform_device_reset";
            case 43 -> "set_primary_variable_zero";
            case 44 -> "write_primary_variable_units";
            case 45 -> "trim_loop_current_zero";
            case 46 -> "trim_loop_current_gain";
            case 47 -> "write_primary_variable_transfer_function";
            case 48 -> "read_additional_device_status";
            case 49 -> "write_primary_variable_transducer_serial_number";
            case 50 -> "read_dynamic_variable_assignments";
            case 51 -> "write_dynamic_variable_assignments";
            case 52 -> "set_device_variable_zero";
            case 53 -> "write_device_variable_units";
            case 54 -> "read_device_variable_information";
            case 55 -> "write_device_variable_damping_value";
            case 56 -> "write_device_variable_transducer_serial_number";
            case 57 -> "read_unit_tag_descriptor_date";
            case 58 -> "write_unit_tag_descriptor_date";
            case 59 -> "write_number_of_response_preambles";
            default -> "command_" + code;
        };
    }

    private static String later(int code) {
        return switch (code) {
            case 60 -> "read_analog_channel_and_percent_of_range";
            case 61 -> "read_dynamic_variables_and_primary_variable_analog_channel";
            case 62 -> "read_analog_channels";
            case 63 -> "read_analog_channel_information";
            case 64 -> "write_analog_channel_additional_damping_value";
            case 65 -> "write_analog_channel_range_values";
            case 66 -> "enter_exit_fixed_analog_channel_mode";
            case 67 -> "trim_analog_channel_zero";
            case 68 -> "trim_analog_channel_gain";
            case 69 -> "write_analog_channel_transfer_function";
            case 70 -> "read_analog_channel_endpoint_values";
            case 71 -> "lock_device";
            case 72 -> "squawk";
            case 73 -> "find_device";
            case 74 -> "read_io_system_capabilities";
            case 75 -> "poll_sub_device";
            case 76 -> "read_lock_device_state";
            case 77 -> "send_command_to_sub_device";
            case 78 -> "read_aggregated_commands";
            case 79 -> "write_device_variable";
            case 80 -> "read_device_variable_trim_points";
            case 81 -> "read_device_variable_trim_guidelines";
            case 82 -> "write_device_variable_trim_point";
            case 83 -> "reset_device_variable_trim";
            case 84 -> "read_sub_device_identity_summary";
            case 85 -> "read_io_channel_statistics";
            case 86 -> "read_sub_device_statistics";
            case 87 -> "write_io_system_host_mode";
            case 88 -> "write_io_system_retry_count";
            case 89 -> "set_real_time_clock";
            case 90 -> "read_real_time_clock";
            case 103 -> "write_burst_period";
            case 104 -> "write_burst_trigger";
            case 105 -> "read_burst_mode_configuration";
            case 106 -> "flush_delayed_responses";
            case 107 -> "write_burst_device_variables";
            case 108 -> "write_burst_mode_command_number";
            case 109 -> "burst_mode_control";
            default -> "command_" + code;
        };
    }

    private static String wide(int code) {
        return switch (code) {
            case COMMON_PRACTICE -> "read_country_code";
            case 513 -> "write_country_code";
            default -> "command_" + code;
        };
    }

    /** Device-specific and unnamed commands may act on the device. */
    static Access access(int code) {
        String name = name(code);
        if (code == 0 || code == 11 || code == 21 || code == 73 || code == 75 || code == 84) {
            return Access.IDENTIFY;
        }
        if (code == 79) {
            return Access.WRITE;
        }
        if (name.startsWith("read_")) {
            return Access.READ;
        }
        return switch (code) {
            case 36, 37, 38, 43, 45, 46, 52, 66, 67, 68, 71, 83, 89, 109 -> Access.CONFIGURE;
            case 72, 106 -> Access.SESSION;
            default -> name.startsWith("write_") ? Access.CONFIGURE : Access.EXECUTE;
        };
    }

    /** Whether a response code is an error, not a success or a warning. */
    static boolean isError(int code) {
        return switch (code) {
            case 0, 8, 14, 24, 25, 26, 27, 30, 31, 33, 34 -> false;
            default -> code < 96 || code > 127;
        };
    }

    static String responseCode(int code) {
        if (code >= 128) {
            return "communication_error";
        }
        return switch (code) {
            case 2 -> "invalid_selection";
            case 3 -> "passed_parameter_too_large";
            case 4 -> "passed_parameter_too_small";
            case 5 -> "too_few_data_bytes_received";
            case 6 -> "device_specific_command_error";
            case 7 -> "in_write_protect_mode";
            case 16 -> "access_restricted";
            case 17 -> "invalid_device_variable_index";
            case 18 -> "invalid_units_code";
            case 32 -> "busy";
            case 35 -> "delayed_response_dead";
            case 36 -> "delayed_response_conflict";
            case 64 -> "command_not_implemented";
            default -> "response_code_" + code;
        };
    }
}
