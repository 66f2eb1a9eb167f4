package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.observation.Access;

/** Function codes of the application layer (4.2.2.5, table 4-3), with the names Zeek gives them in lower case. */
final class Dnp3Function {
    static final int CONFIRM = 0;
    static final int READ = 1;
    static final int WRITE = 2;
    static final int SELECT = 3;
    static final int OPERATE = 4;
    static final int DIRECT_OPERATE = 5;
    static final int DIRECT_OPERATE_NR = 6;
    static final int FREEZE_AT_TIME = 11;
    static final int FREEZE_AT_TIME_NR = 12;
    static final int ASSIGN_CLASS = 22;
    static final int OPEN_FILE = 25;
    static final int AUTHENTICATE_REQ = 32;
    static final int AUTHENTICATE_ERR = 33;
    static final int RESPONSE = 129;
    static final int UNSOLICITED_RESPONSE = 130;
    static final int AUTHENTICATE_RESP = 131;

    private static final int REPLY = 0x80;

    private static final String[] REQUESTS = {
        "confirm",
        "read",
        "write",
        "select",
        "operate",
        "direct_operate",
        "direct_operate_nr",
        "immed_freeze",
        "immed_freeze_nr",
        "freeze_clear",
        "freeze_clear_nr",
        "freeze_at_time",
        "freeze_at_time_nr",
        "cold_restart",
        "warm_restart",
        "initialize_data",
        "initialize_appl",
        "start_appl",
        "stop_appl",
        "save_config",
        "enable_unsolicited",
        "disable_unsolicited",
        "assign_class",
        "delay_measure",
        "record_current_time",
        "open_file",
        "close_file",
        "delete_file",
        "get_file_info",
        "authenticate_file",
        "abort_file",
        "activate_config",
        "authenticate_req",
        "authenticate_err"
    };

    private Dnp3Function() {}

    static boolean isReply(int function) {
        return (function & REPLY) != 0;
    }

    static boolean isDefined(int function) {
        return function < REQUESTS.length || (function >= RESPONSE && function <= AUTHENTICATE_RESP);
    }

    static String name(int function) {
        return switch (function) {
            case RESPONSE -> "response";
            case UNSOLICITED_RESPONSE -> "unsolicited_response";
            case AUTHENTICATE_RESP -> "authenticate_resp";
            default -> function < REQUESTS.length ? REQUESTS[function] : "unknown_" + function;
        };
    }

    /** Whether the standard lets nobody answer it. */
    static boolean isSilent(int function) {
        return switch (function) {
            case CONFIRM, DIRECT_OPERATE_NR, 8, 10, FREEZE_AT_TIME_NR, AUTHENTICATE_ERR -> true;
            default -> false;
        };
    }

    /** Select, operate, direct operate with and without response. */
    static boolean isControl(int function) {
        return function >= SELECT && function <= DIRECT_OPERATE_NR;
    }

    /**
     * Whether a header of {@code group} is followed by objects; the others only name them (4.2.2.7, 4.4).
     *
     * @param qualified whether the header says the size of each object, so that there are objects in any case
     */
    static boolean carriesObjects(int function, int group, boolean qualified) {
        if (isReply(function) || qualified || group == Dnp3Objects.AUTHENTICATION) {
            return true;
        }
        return switch (function) {
            case READ, 7, 8, 9, 10, 13, 14, 20, 21, ASSIGN_CLASS, 23, 24, CONFIRM -> false;
            case FREEZE_AT_TIME, FREEZE_AT_TIME_NR -> group == Dnp3Objects.TIME;
            default -> true;
        };
    }

    /** The intent, as far as the function alone says it; what cannot be read counts as EXECUTE. */
    static Access access(int function) {
        return switch (function) {
            case READ, 28 -> Access.READ;
            case WRITE, SELECT, OPERATE, DIRECT_OPERATE, DIRECT_OPERATE_NR -> Access.WRITE;
            case CONFIRM, 23, 24, OPEN_FILE, 26, 29, 30, AUTHENTICATE_REQ, AUTHENTICATE_ERR, AUTHENTICATE_RESP ->
                Access.SESSION;
            case 19, 21, ASSIGN_CLASS, 27 -> Access.CONFIGURE;
            case 20 -> Access.SUBSCRIBE;
            case RESPONSE, UNSOLICITED_RESPONSE -> Access.PUBLISH;
            default -> Access.EXECUTE;
        };
    }

    /** Internal indications of a response (4.2.2.6), the first octet in the upper half of the number; names as Suricata's. */
    static final class Indications {
        static final int NO_FUNC_CODE_SUPPORT = 0x0001;
        static final int OBJECT_UNKNOWN = 0x0002;
        static final int PARAMETER_ERROR = 0x0004;
        static final int ALREADY_EXECUTING = 0x0010;
        /** Indications that a request was not, or not wholly, carried out. */
        static final int REFUSALS = NO_FUNC_CODE_SUPPORT | OBJECT_UNKNOWN | PARAMETER_ERROR | ALREADY_EXECUTING;

        /** From the highest bit down: IIN1.7 to IIN1.0, IIN2.7 to IIN2.0. */
        private static final String[] NAMES = {
            "device_restart",
            "device_trouble",
            "local_control",
            "need_time",
            "class_3_events",
            "class_2_events",
            "class_1_events",
            "broadcast",
            "reserved_2",
            "reserved_1",
            "config_corrupt",
            "already_executing",
            "event_buffer_overflow",
            "parameter_error",
            "object_unknown",
            "no_func_code_support"
        };

        private Indications() {}

        /** Names of the bits that are set, parted by commas. */
        static String names(int indications) {
            StringBuilder names = new StringBuilder();
            for (int bit = 0; bit < NAMES.length; bit++) {
                if ((indications & (0x8000 >> bit)) != 0) {
                    names.append(names.isEmpty() ? "" : ",").append(NAMES[bit]);
                }
            }
            return names.toString();
        }

        /** Name of the indication by its place in an object of group 80, index 0 being IIN1.0. */
        static String ofIndex(long index) {
            if (index < 8) {
                return NAMES[(int) (7 - index)];
            }
            return index < 16 ? NAMES[(int) (23 - index)] : "private_" + index;
        }
    }
}
