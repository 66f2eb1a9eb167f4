package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.observation.Outcome;
import java.util.Map;

/** General status (Vol 1 appendix B) and the extended status of the connection manager (Vol 1 table 3-5.33). */
final class CipStatus {
    static final int SUCCESS = 0x00;
    static final int CONNECTION_FAILURE = 0x01;
    /** More of the answer is to be asked for: a success. */
    static final int PARTIAL_TRANSFER = 0x06;
    /** Some attribute of a list failed; the others were served. */
    static final int ATTRIBUTE_LIST_ERROR = 0x0A;
    /** Some service of a packet failed. */
    static final int EMBEDDED_SERVICE_ERROR = 0x1E;

    private static final Map<Integer, String> GENERAL = Map.ofEntries(
            Map.entry(0x00, "success"),
            Map.entry(0x01, "connection_failure"),
            Map.entry(0x02, "resource_unavailable"),
            Map.entry(0x03, "invalid_parameter_value"),
            Map.entry(0x04, "path_segment_error"),
            Map.entry(0x05, "path_destination_unknown"),
            Map.entry(0x06, "partial_transfer"),
            Map.entry(0x07, "connection_lost"),
            Map.entry(0x08, "service_not_supported"),
            Map.entry(0x09, "invalid_attribute_value"),
            Map.entry(0x0A, "attribute_list_error"),
            Map.entry(0x0B, "already_in_requested_mode_state"),
            Map.entry(0x0C, "object_state_conflict"),
            Map.entry(0x0D, "object_already_exists"),
            Map.entry(0x0E, "attribute_not_settable"),
            Map.entry(0x0F, "privilege_violation"),
            Map.entry(0x10, "device_state_conflict"),
            Map.entry(0x11, "reply_data_too_large"),
            Map.entry(0x12, "fragmentation_of_a_primitive_value"),
            Map.entry(0x13, "not_enough_data"),
            Map.entry(0x14, "attribute_not_supported"),
            Map.entry(0x15, "too_much_data"),
            Map.entry(0x16, "object_does_not_exist"),
            Map.entry(0x17, "service_fragmentation_sequence_not_in_progress"),
            Map.entry(0x18, "no_stored_attribute_data"),
            Map.entry(0x19, "store_operation_failure"),
            Map.entry(0x1A, "routing_failure_request_packet_too_large"),
            Map.entry(0x1B, "routing_failure_response_packet_too_large"),
            Map.entry(0x1C, "missing_attribute_list_entry_data"),
            Map.entry(0x1D, "invalid_attribute_value_list"),
            Map.entry(0x1E, "embedded_service_error"),
            Map.entry(0x1F, "vendor_specific_error"),
            Map.entry(0x20, "invalid_parameter"),
            Map.entry(0x21, "write_once_value_or_medium_already_written"),
            Map.entry(0x22, "invalid_reply_received"),
            Map.entry(0x23, "buffer_overflow"),
            Map.entry(0x24, "invalid_message_format"),
            Map.entry(0x25, "key_failure_in_path"),
            Map.entry(0x26, "path_size_invalid"),
            Map.entry(0x27, "unexpected_attribute_in_list"),
            Map.entry(0x28, "invalid_member_id"),
            Map.entry(0x29, "member_not_settable"),
            Map.entry(0x2A, "group_2_only_server_general_failure"),
            Map.entry(0x2B, "unknown_modbus_error"),
            Map.entry(0x2C, "attribute_not_gettable"),
            Map.entry(0x2D, "instance_not_deletable"),
            Map.entry(0x2E, "service_not_supported_for_path"),
            Map.entry(0xFF, "general_error"));

    private static final Map<Integer, String> CONNECTION = Map.ofEntries(
            Map.entry(0x100, "connection_in_use_or_duplicate_forward_open"),
            Map.entry(0x103, "transport_class_and_trigger_combination_not_supported"),
            Map.entry(0x106, "ownership_conflict"),
            Map.entry(0x107, "target_connection_not_found"),
            Map.entry(0x108, "invalid_network_connection_parameter"),
            Map.entry(0x109, "invalid_connection_size"),
            Map.entry(0x110, "target_for_connection_not_configured"),
            Map.entry(0x111, "rpi_not_supported"),
            Map.entry(0x112, "rpi_value_s_not_acceptable"),
            Map.entry(0x113, "out_of_connections"),
            Map.entry(0x114, "vendor_id_or_product_code_mismatch"),
            Map.entry(0x115, "device_type_mismatch"),
            Map.entry(0x116, "revision_mismatch"),
            Map.entry(0x117, "invalid_produced_or_consumed_application_path"),
            Map.entry(0x118, "invalid_or_inconsistent_configuration_application_path"),
            Map.entry(0x119, "non_listen_only_connection_not_opened"),
            Map.entry(0x11A, "target_object_out_of_connections"),
            Map.entry(0x11B, "rpi_is_smaller_than_the_production_inhibit_time"),
            Map.entry(0x11C, "transport_class_not_supported"),
            Map.entry(0x11D, "production_trigger_not_supported"),
            Map.entry(0x11E, "direction_not_supported"),
            Map.entry(0x11F, "invalid_o_t_fixed_variable"),
            Map.entry(0x120, "invalid_t_o_fixed_variable"),
            Map.entry(0x121, "invalid_o_t_priority"),
            Map.entry(0x122, "invalid_t_o_priority"),
            Map.entry(0x123, "invalid_o_t_connection_type"),
            Map.entry(0x124, "invalid_t_o_connection_type"),
            Map.entry(0x125, "invalid_o_t_redundant_owner"),
            Map.entry(0x126, "invalid_configuration_size"),
            Map.entry(0x127, "invalid_o_t_size"),
            Map.entry(0x128, "invalid_t_o_size"),
            Map.entry(0x129, "invalid_configuration_application_path"),
            Map.entry(0x12A, "invalid_consuming_application_path"),
            Map.entry(0x12B, "invalid_producing_application_path"),
            Map.entry(0x12C, "configuration_symbol_does_not_exist"),
            Map.entry(0x12D, "consuming_symbol_does_not_exist"),
            Map.entry(0x12E, "producing_symbol_does_not_exist"),
            Map.entry(0x12F, "inconsistent_application_path_combination"),
            Map.entry(0x130, "inconsistent_consume_data_format"),
            Map.entry(0x131, "inconsistent_produce_data_format"),
            Map.entry(0x132, "null_forwardopen_not_supported"),
            Map.entry(0x203, "connection_timed_out"),
            Map.entry(0x204, "unconnected_request_timed_out"),
            Map.entry(0x205, "parameter_error_in_unconnected_request"),
            Map.entry(0x206, "message_too_large_for_unconnectedsend"),
            Map.entry(0x207, "unconnected_acknowledged_without_reply"),
            Map.entry(0x301, "no_buffer_memory_available"),
            Map.entry(0x302, "network_bandwidth_not_available_for_data"),
            Map.entry(0x303, "no_consumed_connection_id_filter_available"),
            Map.entry(0x304, "not_configured_to_send_scheduled_priority_data"),
            Map.entry(0x305, "schedule_signature_mismatch"),
            Map.entry(0x306, "schedule_signature_validation_not_possible"),
            Map.entry(0x311, "port_not_available"),
            Map.entry(0x312, "link_address_not_valid"),
            Map.entry(0x315, "invalid_segment_in_connection_path"),
            Map.entry(0x316, "forwardclose_connection_path_mismatch"),
            Map.entry(0x317, "scheduling_not_specified"),
            Map.entry(0x318, "link_address_to_self_invalid"),
            Map.entry(0x319, "secondary_resources_unavailable"),
            Map.entry(0x31A, "rack_connection_already_established"),
            Map.entry(0x31B, "module_connection_already_established"),
            Map.entry(0x31C, "miscellaneous"),
            Map.entry(0x31D, "redundant_connection_mismatch"),
            Map.entry(0x31E, "no_more_user_configurable_link_consumer_resources_available_in_the_producing_module"),
            Map.entry(0x31F, "no_more_user_configurable_link_consumer_resources_configured_in_the_producing_module"),
            Map.entry(0x800, "network_link_offline"),
            Map.entry(0x801, "incompatible_multicast_rpi"),
            Map.entry(0x802, "invalid_safety_connection_size"),
            Map.entry(0x803, "invalid_safety_connection_format"),
            Map.entry(0x804, "invalid_time_correction_connection_parameters"),
            Map.entry(0x805, "invalid_ping_interval_epi_multiplier"),
            Map.entry(0x806, "time_coordination_msg_min_multiplier"),
            Map.entry(0x807, "network_time_expectation_multiplier"),
            Map.entry(0x808, "timeout_multiplier"),
            Map.entry(0x809, "invalid_max_consumer_number"),
            Map.entry(0x80A, "invalid_cpcrc"),
            Map.entry(0x80B, "time_correction_connection_id_invalid"),
            Map.entry(0x80C, "scid_mismatch"),
            Map.entry(0x80D, "tunid_not_set"),
            Map.entry(0x80E, "tunid_mismatch"),
            Map.entry(0x80F, "configuration_operation_not_allowed"),
            Map.entry(0x810, "no_target_application_data_available"),
            Map.entry(0x811, "no_originator_application_data_available"),
            Map.entry(0x812, "node_address_has_changed_since_the_network_was_scheduled"),
            Map.entry(0x813, "not_configured_for_off_subnet_multicast"),
            Map.entry(0x814, "invalid_produce_consume_data_format"));

    private CipStatus() {}

    static String general(int status) {
        String known = GENERAL.get(status);
        return known != null ? known : String.format("status_0x%02x", status);
    }

    /**
     * How a service with that status ended.
     *
     * @param extended first word of the additional status, -1 if there is none
     * @param connecting whether the extended status is one of the connection manager
     */
    static Outcome outcome(int general, int extended, boolean connecting) {
        if (general == SUCCESS) {
            return Outcome.SUCCEEDED;
        }
        if (general == PARTIAL_TRANSFER) {
            return new Outcome(Outcome.Kind.SUCCEEDED, general, general(general));
        }
        if (extended < 0) {
            return Outcome.refused(general, general(general));
        }
        String known = connecting ? CONNECTION.get(extended) : null;
        String word = known != null ? known : String.format("extended_0x%04x", extended);
        return Outcome.refused(general, general(general) + ": " + word);
    }
}
