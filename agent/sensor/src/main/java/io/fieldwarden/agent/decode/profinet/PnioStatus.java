package io.fieldwarden.agent.decode.profinet;

/** The four bytes in which PROFINET answers (IEC 61158-6-10, clause 5.2.6): ErrorCode, ErrorDecode, ErrorCode1, ErrorCode2. */
final class PnioStatus {
    private static final String[] ACCESS_ERRORS = {
        "invalid_index",
        "write_length_error",
        "invalid_slot_subslot",
        "type_conflict",
        "invalid_area_api",
        "state_conflict",
        "access_denied",
        "invalid_range",
        "invalid_parameter",
        "invalid_type",
        "backup"
    };
    private static final String[] RESOURCE_ERRORS = {
        "read_constrain_conflict", "write_constrain_conflict", "resource_busy", "resource_unavailable"
    };

    private PnioStatus() {}

    /** Name of a status, for instance {@code pniorw/access_denied}; {@code ok} for 0. */
    static String name(int status) {
        if (status == 0) {
            return "ok";
        }
        return code(status >>> 24) + "/" + decode(status);
    }

    private static String code(int code) {
        return switch (code) {
            case 0x81 -> "pnio";
            case 0xCF -> "rta_error";
            case 0xDA -> "alarm_ack";
            case 0xDB -> "iodconnectres";
            case 0xDC -> "iodreleaseres";
            case 0xDD -> "iodcontrolres";
            case 0xDE -> "iodreadres";
            case 0xDF -> "iodwriteres";
            default -> String.format("error_code_0x%02x", code);
        };
    }

    private static String decode(int status) {
        int code1 = status >> 8 & 0xFF;
        int code2 = status & 0xFF;
        return switch (status >> 16 & 0xFF) {
            case 0x80 -> "pniorw/" + readWrite(code1);
            case 0x81 -> "pnio/" + code1 + "/" + code2;
            case 0x82 -> "manufacturer/" + code1 + "/" + code2;
            default -> String.format("0x%06x", status & 0xFF_FFFF);
        };
    }

    /** Class in the upper half, number in the lower (5.2.6.4). */
    private static String readWrite(int code) {
        int number = code & 0x0F;
        return switch (code >> 4) {
            case 0xA -> "application_" + number(new String[] {"read_error", "write_error", "module_failure"}, number);
            case 0xB -> number(ACCESS_ERRORS, number);
            case 0xC -> number(RESOURCE_ERRORS, number);
            default -> String.format("0x%02x", code);
        };
    }

    private static String number(String[] names, int number) {
        return number < names.length ? names[number] : "error_" + number;
    }
}
