package io.fieldwarden.agent.decode.dnp3;

/** Functions of the data link (9.2.4.1.3, tables 9-3 and 9-4). */
final class Dnp3Link {
    static final int TEST_LINK_STATES = 2;
    static final int CONFIRMED_USER_DATA = 3;
    static final int UNCONFIRMED_USER_DATA = 4;
    static final int ACK = 0;
    static final int NACK = 1;
    static final int NOT_SUPPORTED = 15;

    private Dnp3Link() {}

    /** Name of a primary function, as Wireshark and the standard word it. */
    static String primary(int function) {
        return switch (function) {
            case 0 -> "reset_link_states";
            case 1 -> "reset_user_process";
            case TEST_LINK_STATES -> "test_link_states";
            case CONFIRMED_USER_DATA -> "confirmed_user_data";
            case UNCONFIRMED_USER_DATA -> "unconfirmed_user_data";
            case 9 -> "request_link_status";
            default -> "unknown_link_function_" + function;
        };
    }

    /** Name of a secondary function. */
    static String secondary(int function) {
        return switch (function) {
            case ACK -> "ack";
            case NACK -> "nack";
            case 11 -> "link_status";
            case NOT_SUPPORTED -> "not_supported";
            default -> "unknown_link_function_" + function;
        };
    }

    static boolean isDefined(boolean primary, int function) {
        return primary
                ? function <= UNCONFIRMED_USER_DATA || function == 9
                : function <= NACK || function == 11 || function == 14 || function == NOT_SUPPORTED;
    }

    /** Whether a primary function counts frames (table 9-3, column FCV). */
    static boolean counts(int function) {
        return function == TEST_LINK_STATES || function == CONFIRMED_USER_DATA;
    }

    static boolean isData(int function) {
        return function == CONFIRMED_USER_DATA || function == UNCONFIRMED_USER_DATA;
    }
}
