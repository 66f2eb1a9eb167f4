package io.fieldwarden.agent.decode.mms;

/** Names of errors (ISO 9506-2, ServiceError, RejectPDU, DataAccessError), with hyphens made underscores. */
final class MmsErrors {
    private static final String[] CLASSES = {
        "vmd_state",
        "application_reference",
        "definition",
        "resource",
        "service",
        "service_preempt",
        "time_resolution",
        "access",
        "initiate",
        "conclude",
        "cancel",
        "file",
        "others"
    };
    private static final String[][] CODES = {
        {"other", "vmd_state_conflict", "vmd_operational_problem", "domain_transfer_problem", "state_machine_id_invalid"
        },
        {"other", "application_unreachable", "connection_lost", "application_reference_invalid", "context_unsupported"},
        {
            "other",
            "object_undefined",
            "invalid_address",
            "type_unsupported",
            "type_inconsistent",
            "object_exists",
            "object_attribute_inconsistent"
        },
        {
            "other",
            "memory_unavailable",
            "processor_resource_unavailable",
            "mass_storage_unavailable",
            "capability_unavailable",
            "capability_unknown"
        },
        {
            "other",
            "primitives_out_of_sequence",
            "object_state_conflict",
            "pdu_size",
            "continuation_invalid",
            "object_constraint_conflict"
        },
        {"other", "timeout", "deadlock", "cancel"},
        {"other", "unsupportable_time_resolution"},
        {"other", "object_access_unsupported", "object_non_existent", "object_access_denied", "object_invalidated"},
        {
            "other",
            "version_incompatible",
            "max_segment_insufficient",
            "max_services_outstanding_calling_insufficient",
            "max_services_outstanding_called_insufficient",
            "service_cbb_insufficient",
            "parameter_cbb_insufficient",
            "nesting_level_insufficient"
        },
        {"other", "further_communication_required"},
        {"other", "invoke_id_unknown", "cancel_not_possible"},
        {
            "other",
            "filename_ambiguous",
            "file_busy",
            "filename_syntax_error",
            "content_type_invalid",
            "position_invalid",
            "file_access_denied",
            "file_non_existent",
            "duplicate_filename",
            "insufficient_space_in_filestore"
        },
        {"other"}
    };
    private static final String[] DATA_ACCESS = {
        "object_invalidated",
        "hardware_fault",
        "temporarily_unavailable",
        "object_access_denied",
        "object_undefined",
        "invalid_address",
        "type_unsupported",
        "type_inconsistent",
        "object_attribute_inconsistent",
        "object_access_unsupported",
        "object_non_existent",
        "object_value_invalid"
    };
    private static final String[] REJECTED = {
        "",
        "confirmed_request_pdu",
        "confirmed_response_pdu",
        "confirmed_error_pdu",
        "unconfirmed_pdu",
        "pdu_error",
        "cancel_request_pdu",
        "cancel_response_pdu",
        "cancel_error_pdu",
        "conclude_request_pdu",
        "conclude_response_pdu",
        "conclude_error_pdu"
    };
    private static final String[] REQUEST_REASONS = {
        "other",
        "unrecognized_service",
        "unrecognized_modifier",
        "invalid_invoke_id",
        "invalid_argument",
        "invalid_modifier",
        "max_serv_outstanding_exceeded",
        "reason_7",
        "max_recursion_exceeded",
        "value_out_of_range"
    };
    private static final String[] PDU_REASONS = {"unknown_pdu_type", "invalid_pdu", "illegal_acse_mapping"};

    private MmsErrors() {}

    /** Class and code, for instance {@code access/object_non_existent}. */
    static String service(int errorClass, long code) {
        if (errorClass >= CLASSES.length) {
            return "class_" + errorClass + "/" + code;
        }
        return CLASSES[errorClass] + "/" + named(CODES[errorClass], code);
    }

    static String dataAccess(long error) {
        return named(DATA_ACCESS, error);
    }

    /** What was rejected and why. */
    static String reject(int pdu, long reason) {
        String what = named(REJECTED, pdu);
        return what + "/"
                + (pdu == 1 ? named(REQUEST_REASONS, reason) : pdu == 5 ? named(PDU_REASONS, reason) : reason);
    }

    private static String named(String[] names, long number) {
        return number >= 0 && number < names.length ? names[(int) number] : "code_" + number;
    }
}
