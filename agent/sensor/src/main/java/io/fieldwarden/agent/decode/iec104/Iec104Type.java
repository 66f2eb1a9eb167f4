package io.fieldwarden.agent.decode.iec104;

import java.util.Locale;

/**
 * A type identification (60870-5-101 clause 7.3, 60870-5-104 clause 8, 60870-5-7 for the security types).
 *
 * @param id its number
 * @param name the standard's name in lower case
 * @param kind what it is for
 * @param form how its value is written
 * @param size bytes of one object without its address; {@link #VARIABLE} if it says itself
 * @param time bytes of the time tag at the end of each object: 0, 3 or 7
 */
record Iec104Type(int id, String name, Kind kind, Form form, int size, int time) {
    /** Stands for a size the object itself tells. */
    static final int VARIABLE = -1;

    static final int SEGMENT = 125;
    private static final int TYPES = 256;
    private static final int PRIVATE = 128;
    private static final int LONG_TIME = 7;
    private static final int SHORT_TIME = 3;
    private static final Iec104Type[] BY_ID = table();

    /** What a type is for. */
    enum Kind {
        REPORT,
        INITIALISATION,
        COMMAND,
        SYSTEM,
        PARAMETER,
        FILE,
        SECURITY,
        UNKNOWN
    }

    /** How a value is written (60870-5-101 clause 7.2.6). */
    enum Form {
        SINGLE(1),
        DOUBLE(1),
        STEP(2),
        BITS(5),
        NORMALISED(3),
        SCALED(3),
        FLOAT(5),
        COUNTER(5),
        PROTECTION(3),
        START_EVENTS(4),
        OUTPUT_CIRCUIT(4),
        STATUS_CHANGE(5),
        NORMALISED_BARE(2),
        SECURITY_COUNTER(14),
        SINGLE_COMMAND(1),
        DOUBLE_COMMAND(1),
        STEP_COMMAND(1),
        NORMALISED_COMMAND(3),
        SCALED_COMMAND(3),
        FLOAT_COMMAND(5),
        BITS_COMMAND(4),
        NONE(0);

        private final int bytes;

        Form(int bytes) {
            this.bytes = bytes;
        }
    }

    /** The type of that number, 0 to 255; one of kind UNKNOWN where the standard has none. */
    static Iec104Type of(int id) {
        return BY_ID[id];
    }

    /** Bytes of {@code count} objects with their addresses of {@code address} bytes; -1 where that cannot be said. */
    int bytes(boolean sequence, int count, int address) {
        if (size == VARIABLE) {
            return -1;
        }
        return sequence ? address + count * size : count * (address + size);
    }

    /** Whether the type is in the range of special use. */
    boolean isPrivate() {
        return id >= PRIVATE;
    }

    private static Iec104Type[] table() {
        Iec104Type[] types = new Iec104Type[TYPES];
        for (int id = 0; id < TYPES; id++) {
            String name = (id >= PRIVATE ? "private_type_" : "type_") + id;
            types[id] = new Iec104Type(id, name, Kind.UNKNOWN, Form.NONE, VARIABLE, 0);
        }
        reports(types);
        commands(types);
        system(types);
        files(types);
        return types;
    }

    private static void reports(Iec104Type[] types) {
        Form[] forms = {
            Form.SINGLE, Form.DOUBLE, Form.STEP, Form.BITS, Form.NORMALISED, Form.SCALED, Form.FLOAT, Form.COUNTER
        };
        String[] names = {"SP", "DP", "ST", "BO", "ME", "ME", "ME", "IT"};
        String[] plain = {"NA", "NA", "NA", "NA", "NA", "NB", "NC", "NA"};
        String[] brief = {"TA", "TA", "TA", "TA", "TA", "TB", "TC", "TA"};
        String[] full = {"TB", "TB", "TB", "TB", "TD", "TE", "TF", "TB"};
        for (int index = 0; index < forms.length; index++) {
            valued(types, 2 * index + 1, "M_" + names[index] + "_" + plain[index] + "_1", forms[index], 0);
            valued(types, 2 * index + 2, "M_" + names[index] + "_" + brief[index] + "_1", forms[index], SHORT_TIME);
            valued(types, 30 + index, "M_" + names[index] + "_" + full[index] + "_1", forms[index], LONG_TIME);
        }
        Form[] events = {Form.PROTECTION, Form.START_EVENTS, Form.OUTPUT_CIRCUIT};
        for (int index = 0; index < events.length; index++) {
            valued(types, 17 + index, "M_EP_T" + (char) ('A' + index) + "_1", events[index], SHORT_TIME);
            valued(types, 38 + index, "M_EP_T" + (char) ('D' + index) + "_1", events[index], LONG_TIME);
        }
        valued(types, 20, "M_PS_NA_1", Form.STATUS_CHANGE, 0);
        valued(types, 21, "M_ME_ND_1", Form.NORMALISED_BARE, 0);
        types[41] = new Iec104Type(41, "s_it_tc_1", Kind.REPORT, Form.SECURITY_COUNTER, 14, 0);
    }

    private static void valued(Iec104Type[] types, int id, String name, Form form, int time) {
        types[id] = new Iec104Type(id, lower(name), Kind.REPORT, form, form.bytes + time, time);
    }

    private static void commands(Iec104Type[] types) {
        Form[] forms = {
            Form.SINGLE_COMMAND,
            Form.DOUBLE_COMMAND,
            Form.STEP_COMMAND,
            Form.NORMALISED_COMMAND,
            Form.SCALED_COMMAND,
            Form.FLOAT_COMMAND,
            Form.BITS_COMMAND
        };
        String[] names = {
            "C_SC_%sA_1", "C_DC_%sA_1", "C_RC_%sA_1", "C_SE_%sA_1", "C_SE_%sB_1", "C_SE_%sC_1", "C_BO_%sA_1"
        };
        for (int index = 0; index < forms.length; index++) {
            Form form = forms[index];
            String plain = lower(names[index].replace("%s", "N"));
            String timed = lower(names[index].replace("%s", "T"));
            types[45 + index] = new Iec104Type(45 + index, plain, Kind.COMMAND, form, form.bytes, 0);
            types[58 + index] =
                    new Iec104Type(58 + index, timed, Kind.COMMAND, form, form.bytes + LONG_TIME, LONG_TIME);
        }
    }

    private static void system(Iec104Type[] types) {
        plain(types, 70, "M_EI_NA_1", Kind.INITIALISATION, 1);
        String[] security = {
            "S_CH_NA_1",
            "S_RP_NA_1",
            "S_AR_NA_1",
            "S_KR_NA_1",
            "S_KS_NA_1",
            "S_KC_NA_1",
            "S_ER_NA_1",
            "S_UC_NA_X",
            "S_TYPE_89",
            "S_US_NA_1",
            "S_UQ_NA_1",
            "S_UR_NA_1",
            "S_UK_NA_1",
            "S_UA_NA_1",
            "S_UC_NA_1"
        };
        for (int index = 0; index < security.length; index++) {
            plain(types, 81 + index, security[index], Kind.SECURITY, VARIABLE);
        }
        plain(types, 100, "C_IC_NA_1", Kind.SYSTEM, 1);
        plain(types, 101, "C_CI_NA_1", Kind.SYSTEM, 1);
        plain(types, 102, "C_RD_NA_1", Kind.SYSTEM, 0);
        types[103] = new Iec104Type(103, "c_cs_na_1", Kind.SYSTEM, Form.NONE, LONG_TIME, LONG_TIME);
        plain(types, 104, "C_TS_NA_1", Kind.SYSTEM, 2);
        plain(types, 105, "C_RP_NA_1", Kind.SYSTEM, 1);
        plain(types, 106, "C_CD_NA_1", Kind.SYSTEM, 2);
        types[107] = new Iec104Type(107, "c_ts_ta_1", Kind.SYSTEM, Form.NONE, 2 + LONG_TIME, LONG_TIME);
        types[110] = new Iec104Type(110, "p_me_na_1", Kind.PARAMETER, Form.NORMALISED_COMMAND, 3, 0);
        types[111] = new Iec104Type(111, "p_me_nb_1", Kind.PARAMETER, Form.SCALED_COMMAND, 3, 0);
        types[112] = new Iec104Type(112, "p_me_nc_1", Kind.PARAMETER, Form.FLOAT_COMMAND, 5, 0);
        plain(types, 113, "P_AC_NA_1", Kind.PARAMETER, 1);
    }

    private static void files(Iec104Type[] types) {
        plain(types, 120, "F_FR_NA_1", Kind.FILE, 6);
        plain(types, 121, "F_SR_NA_1", Kind.FILE, 7);
        plain(types, 122, "F_SC_NA_1", Kind.FILE, 4);
        plain(types, 123, "F_LS_NA_1", Kind.FILE, 5);
        plain(types, 124, "F_AF_NA_1", Kind.FILE, 4);
        plain(types, SEGMENT, "F_SG_NA_1", Kind.FILE, VARIABLE);
        types[126] = new Iec104Type(126, "f_dr_ta_1", Kind.FILE, Form.NONE, 6 + LONG_TIME, LONG_TIME);
        plain(types, 127, "F_SC_NB_1", Kind.FILE, 2 + 2 * LONG_TIME);
    }

    private static void plain(Iec104Type[] types, int id, String name, Kind kind, int size) {
        types[id] = new Iec104Type(id, lower(name), kind, Form.NONE, size, 0);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
