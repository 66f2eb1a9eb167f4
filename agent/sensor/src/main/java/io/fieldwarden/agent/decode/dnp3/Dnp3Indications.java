package io.fieldwarden.agent.decode.dnp3;

/** Internal indications of a response (4.2.2.6), the first octet in the upper half of the number; names as Suricata's. */
final class Dnp3Indications {
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

    private Dnp3Indications() {}

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
