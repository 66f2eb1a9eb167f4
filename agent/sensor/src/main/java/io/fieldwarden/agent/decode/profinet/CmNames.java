package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.observation.Access;

/** Operations, record indexes and commands of the connection manager (IEC 61158-6-10, clauses 4.10 and 5.2). */
final class CmNames {
    static final int CONNECT = 0;
    static final int RELEASE = 1;
    static final int READ = 2;
    static final int WRITE = 3;
    static final int CONTROL = 4;
    static final int READ_IMPLICIT = 5;

    static final int MULTIPLE_WRITE = 0xE040;

    private static final String[] OPERATIONS = {"connect", "release", "read", "write", "control", "read_implicit"};
    private static final String[] ENDPOINT_MAPPER = {
        "epm_insert", "epm_delete", "epm_lookup", "epm_map", "epm_lookup_free", "epm_inq_object", "epm_mgmt_delete"
    };
    private static final String[] AR_TYPES = {
        "",
        "io_controller_ar",
        "",
        "iocar_cir",
        "io_supervisor_device_access",
        "",
        "io_supervisor_ar",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "io_controller_ar_rtc3"
    };

    private CmNames() {}

    static boolean isDefined(int pnio, int operation) {
        return operation < (pnio == 0 ? ENDPOINT_MAPPER : OPERATIONS).length;
    }

    static String operation(int pnio, int operation) {
        String[] names = pnio == 0 ? ENDPOINT_MAPPER : OPERATIONS;
        return operation < names.length ? names[operation] : "operation_" + operation;
    }

    static Access access(int pnio, int operation) {
        if (pnio == 0) {
            return Access.IDENTIFY;
        }
        return switch (operation) {
            case CONNECT, RELEASE -> Access.SESSION;
            case READ, READ_IMPLICIT -> Access.READ;
            case WRITE -> Access.WRITE;
            case CONTROL -> Access.CONFIGURE;
            default -> Access.EXECUTE;
        };
    }

    /** Identification and maintenance records 0 to 5, and the ones that filter them. */
    static boolean isIdentification(int index) {
        return (index >= 0xAFF0 && index <= 0xAFFF) || index == 0xF840;
    }

    /** Name of a record (5.2.3, table "Index"). */
    static String index(int index) {
        if (index < 0x8000) {
            return "user_specific";
        }
        if (index >= 0xAFF0 && index <= 0xAFFF) {
            return "i_m" + (index - 0xAFF0);
        }
        return switch (index) {
            case 0x8000 -> "expected_identification_data_subslot";
            case 0x8001 -> "real_identification_data_subslot";
            case 0x800A, 0x800B, 0x800C, 0x8010, 0x8011, 0x8012, 0x8013 -> "diagnosis_subslot";
            case 0x801E -> "substitute_values";
            case 0x8028 -> "record_input_data_object_element";
            case 0x8029 -> "record_output_data_object_element";
            case 0x802A -> "pd_port_data_real";
            case 0x802B -> "pd_port_data_check";
            case 0x802D -> "expected_pd_sync_data";
            case 0x802F -> "pd_port_data_adjust";
            case 0x8050, 0x8051, 0x8052 -> "pd_interface_mrp_data";
            case 0x8080 -> "pd_interface_data_real";
            case 0x8090, 0x8070, 0x8071 -> "pd_interface_adjust";
            case 0xC000 -> "expected_identification_data_slot";
            case 0xC001 -> "real_identification_data_slot";
            case 0xE000 -> "expected_identification_data_ar";
            case 0xE001 -> "real_identification_data_ar";
            case 0xE002 -> "module_diff_block_ar";
            case 0xE00A, 0xE00B, 0xE00C -> "diagnosis_ar";
            case MULTIPLE_WRITE -> "multiple_write";
            case 0xF000 -> "real_identification_data_api";
            case 0xF80C -> "diagnosis_device";
            case 0xF820 -> "api_data";
            case 0xF830 -> "log_data";
            case 0xF831 -> "pdev_data";
            case 0xF840 -> "i_m0_filter_data";
            case 0xF841 -> "pd_real_data";
            case 0xF842 -> "pd_expected_data";
            case 0xF850 -> "auto_configuration";
            default -> LinkFacts.hex16(index);
        };
    }

    /** What a control block commands, from the bits of ControlCommand (5.2.5.5). */
    static String command(int bits) {
        String[] names = {
            "parameter_end",
            "application_ready",
            "release",
            "done",
            "ready_for_companion",
            "ready_for_rt_class_3",
            "parameter_begin"
        };
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < names.length; bit++) {
            if ((bits & 1 << bit) != 0) {
                text.append(text.isEmpty() ? "" : " ").append(names[bit]);
            }
        }
        return text.isEmpty() ? LinkFacts.hex16(bits) : text.toString();
    }

    static String arType(int type) {
        boolean known = type < AR_TYPES.length && !AR_TYPES[type].isEmpty();
        return known ? AR_TYPES[type] : LinkFacts.hex16(type);
    }

    /** Status of a fault or reject (DCE 1.1, appendix E). */
    static String fault(int status) {
        return switch (status) {
            case 0x1C01_0002 -> "nca_op_rng_error";
            case 0x1C01_0003 -> "nca_unk_if";
            case 0x1C01_0006 -> "nca_wrong_boot_time";
            case 0x1C01_0009 -> "nca_you_crashed";
            case 0x1C01_000B -> "nca_proto_error";
            case 0x1C01_0013 -> "nca_out_args_too_big";
            case 0x1C01_0014 -> "nca_server_too_busy";
            case 0x1C01_0017 -> "nca_unsupported_type";
            case 0x1C00_0009 -> "nca_fault_context_mismatch";
            case 0x1C00_000D -> "nca_fault_cancel";
            default -> LinkFacts.hex32(status);
        };
    }
}
