package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Outcome;
import java.util.Map;

/** Numbers and names of functions and exceptions ("MODBUS Application Protocol V1.1b3", clauses 5 to 7, annex A). */
final class ModbusFunction {
    static final int READ_COILS = 1;
    static final int READ_DISCRETE_INPUTS = 2;
    static final int READ_HOLDING_REGISTERS = 3;
    static final int READ_INPUT_REGISTERS = 4;
    static final int WRITE_SINGLE_COIL = 5;
    static final int WRITE_SINGLE_REGISTER = 6;
    static final int READ_EXCEPTION_STATUS = 7;
    static final int DIAGNOSTICS = 8;
    static final int GET_COMM_EVENT_COUNTER = 11;
    static final int GET_COMM_EVENT_LOG = 12;
    static final int WRITE_MULTIPLE_COILS = 15;
    static final int WRITE_MULTIPLE_REGISTERS = 16;
    static final int REPORT_SERVER_ID = 17;
    static final int READ_FILE_RECORD = 20;
    static final int WRITE_FILE_RECORD = 21;
    static final int MASK_WRITE_REGISTER = 22;
    static final int READ_WRITE_MULTIPLE_REGISTERS = 23;
    static final int READ_FIFO_QUEUE = 24;
    static final int ENCAPSULATED_INTERFACE_TRANSPORT = 43;

    /** Set in the function byte of an exception response (clause 7). */
    static final int EXCEPTION = 0x80;
    /** Interface types of function 43 (clauses 6.20, 6.21). */
    static final int MEI_CANOPEN = 13;

    static final int MEI_DEVICE_IDENTIFICATION = 14;

    private static final int CODES = 128;
    private static final Map<Integer, String> PUBLIC = Map.ofEntries(
            Map.entry(READ_COILS, "read_coils"),
            Map.entry(READ_DISCRETE_INPUTS, "read_discrete_inputs"),
            Map.entry(READ_HOLDING_REGISTERS, "read_holding_registers"),
            Map.entry(READ_INPUT_REGISTERS, "read_input_registers"),
            Map.entry(WRITE_SINGLE_COIL, "write_single_coil"),
            Map.entry(WRITE_SINGLE_REGISTER, "write_single_register"),
            Map.entry(READ_EXCEPTION_STATUS, "read_exception_status"),
            Map.entry(DIAGNOSTICS, "diagnostics"),
            Map.entry(GET_COMM_EVENT_COUNTER, "get_comm_event_counter"),
            Map.entry(GET_COMM_EVENT_LOG, "get_comm_event_log"),
            Map.entry(WRITE_MULTIPLE_COILS, "write_multiple_coils"),
            Map.entry(WRITE_MULTIPLE_REGISTERS, "write_multiple_registers"),
            Map.entry(REPORT_SERVER_ID, "report_server_id"),
            Map.entry(READ_FILE_RECORD, "read_file_record"),
            Map.entry(WRITE_FILE_RECORD, "write_file_record"),
            Map.entry(MASK_WRITE_REGISTER, "mask_write_register"),
            Map.entry(READ_WRITE_MULTIPLE_REGISTERS, "read_write_multiple_registers"),
            Map.entry(READ_FIFO_QUEUE, "read_fifo_queue"),
            Map.entry(ENCAPSULATED_INTERFACE_TRANSPORT, "encapsulated_interface_transport"));

    /** Reserved for companies and legacy products (annex A), with the names Zeek and Wireshark give them. */
    private static final Map<Integer, String> RESERVED = Map.of(
            9, "program_484",
            10, "poll_484",
            13, "program_584_984",
            14, "poll_584_984",
            18, "program_884_u84",
            19, "reset_comm_link_884_u84",
            41, "",
            42, "",
            91, "object_messaging",
            125, "firmware_replacement");

    private static final Map<Integer, String> RESERVED_MORE =
            Map.of(40, "program_concept", 126, "program_584_984_2", 127, "report_local_address_mb");

    private static final Map<Integer, String> EXCEPTIONS = Map.of(
            1, "illegal_function",
            2, "illegal_data_address",
            3, "illegal_data_value",
            4, "server_device_failure",
            5, "acknowledge",
            6, "server_device_busy",
            7, "negative_acknowledge", // PI-MBUS-300; dropped from V1.1b3, still sent
            8, "memory_parity_error",
            10, "gateway_path_unavailable",
            11, "gateway_target_device_failed_to_respond");

    private static final String[] NAMES = new String[CODES];
    private static final Outcome[] REFUSALS = new Outcome[256];

    static {
        for (int code = 0; code < CODES; code++) {
            NAMES[code] = nameOf(code);
        }
        for (int code = 0; code < REFUSALS.length; code++) {
            REFUSALS[code] = Outcome.refused(code, EXCEPTIONS.getOrDefault(code, "exception_" + code));
        }
    }

    private ModbusFunction() {}

    private static String nameOf(int code) {
        String name = PUBLIC.get(code);
        if (name != null) {
            return name;
        }
        if (isUserDefined(code)) {
            return "user_defined_" + code;
        }
        return (isReserved(code) ? "reserved_" : "unknown_") + code;
    }

    static boolean isPublic(int code) {
        return PUBLIC.containsKey(code);
    }

    /** Clause 5: 65 to 72 and 100 to 110; 90 is reserved in annex A but known as a vendor's own protocol. */
    static boolean isUserDefined(int code) {
        return (code >= 65 && code <= 72) || (code >= 100 && code <= 110) || code == 90;
    }

    static boolean isReserved(int code) {
        return RESERVED.containsKey(code) || RESERVED_MORE.containsKey(code);
    }

    /** What legacy products used a reserved code for, or an empty text. */
    static String knownAs(int code) {
        String name = RESERVED.get(code);
        return name != null ? name : RESERVED_MORE.getOrDefault(code, "");
    }

    /** The name of a function code, 0 to 127; codes from 128 up are told as unknown. */
    static String name(int code) {
        return code < CODES ? NAMES[code] : "unknown_" + code;
    }

    /** The intent of a function; one whose content we cannot read may do anything, so it counts as EXECUTE. */
    static Access access(int code) {
        return switch (code) {
            case READ_COILS,
                    READ_DISCRETE_INPUTS,
                    READ_HOLDING_REGISTERS,
                    READ_INPUT_REGISTERS,
                    READ_EXCEPTION_STATUS,
                    GET_COMM_EVENT_COUNTER,
                    GET_COMM_EVENT_LOG,
                    READ_FILE_RECORD,
                    READ_FIFO_QUEUE -> Access.READ;
            case WRITE_SINGLE_COIL,
                    WRITE_SINGLE_REGISTER,
                    WRITE_MULTIPLE_COILS,
                    WRITE_MULTIPLE_REGISTERS,
                    WRITE_FILE_RECORD,
                    MASK_WRITE_REGISTER,
                    READ_WRITE_MULTIPLE_REGISTERS -> Access.WRITE;
            case REPORT_SERVER_ID -> Access.IDENTIFY;
            default -> Access.EXECUTE;
        };
    }

    static boolean isDefinedException(int code) {
        return EXCEPTIONS.containsKey(code);
    }

    /** The outcome for an exception code, 0 to 255. */
    static Outcome refusal(int code) {
        return REFUSALS[code];
    }

    static boolean readsBits(int code) {
        return code == READ_COILS || code == READ_DISCRETE_INPUTS;
    }

    /** The table a function addresses, as it stands in a point's name. */
    static String table(int code) {
        return switch (code) {
            case READ_COILS, WRITE_SINGLE_COIL, WRITE_MULTIPLE_COILS -> "coil";
            case READ_DISCRETE_INPUTS -> "discrete-input";
            case READ_INPUT_REGISTERS -> "input-register";
            default -> "holding-register";
        };
    }
}
