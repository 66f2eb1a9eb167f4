package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.observation.Access;

/** Commands of the encapsulation (Vol 2, table 2-3.2), and its status codes (table 2-3.3). */
enum EnipCommand {
    NOP(0x00, Access.SESSION),
    /** Reserved for legacy; Rockwell's software begins with it. */
    LEGACY_0X01(0x01, Access.IDENTIFY),
    LIST_SERVICES(0x04, Access.IDENTIFY),
    LIST_IDENTITY(0x63, Access.IDENTIFY),
    LIST_INTERFACES(0x64, Access.IDENTIFY),
    REGISTER_SESSION(0x65, Access.SESSION),
    UNREGISTER_SESSION(0x66, Access.SESSION),
    SEND_RR_DATA(0x6F, Access.EXECUTE),
    SEND_UNIT_DATA(0x70, Access.EXECUTE),
    INDICATE_STATUS(0x72, Access.SESSION),
    CANCEL(0x73, Access.SESSION);

    private static final EnipCommand[] ALL = values();

    private final int code;
    private final Access access;
    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    EnipCommand(int code, Access access) {
        this.code = code;
        this.access = access;
    }

    static @org.jspecify.annotations.Nullable EnipCommand of(int code) {
        for (EnipCommand command : ALL) {
            if (command.code == code) {
                return command;
            }
        }
        return null;
    }

    int code() {
        return code;
    }

    Access access() {
        return access;
    }

    /** As Suricata writes it. */
    String text() {
        return text;
    }

    /** Whether a request of it is answered. */
    boolean isAnswered() {
        return this != NOP && this != UNREGISTER_SESSION && this != INDICATE_STATUS && this != CANCEL;
    }

    /** Whether it carries items for the device: interface handle, time-out, items. */
    boolean isCarrier() {
        return this == SEND_RR_DATA || this == SEND_UNIT_DATA;
    }

    boolean isList() {
        return this == LIST_SERVICES || this == LIST_IDENTITY || this == LIST_INTERFACES;
    }

    static boolean isStatus(int status) {
        return switch (status) {
            case 0, 1, 2, 3, 0x64, 0x65, 0x69, 0x6A -> true;
            default -> false;
        };
    }

    /** Name of a status. */
    static String status(int status) {
        return switch (status) {
            case 0 -> "success";
            case 1 -> "invalid_or_unsupported_command";
            case 2 -> "insufficient_memory";
            case 3 -> "incorrect_data";
            case 0x64 -> "invalid_session_handle";
            case 0x65 -> "invalid_length";
            case 0x69 -> "unsupported_protocol_version";
            case 0x6A -> "cip_service_not_allowed";
            default -> String.format("status_0x%08x", status);
        };
    }
}
