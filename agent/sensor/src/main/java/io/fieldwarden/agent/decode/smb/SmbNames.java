package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.observation.Access;
import java.util.Map;

/** Names of commands, dialects and statuses (MS-SMB2 2.2.1, MS-CIFS 2.2.2.1, MS-ERREF 2.3). */
final class SmbNames {
    private static final String[] COMMANDS = {
        "negotiate", "session_setup", "logoff", "tree_connect", "tree_disconnect", "create", "close", "flush", "read",
        "write", "lock", "ioctl", "cancel", "echo", "query_directory", "change_notify", "query_info", "set_info",
        "oplock_break", "notify_session_closed"
    };

    private static final Map<Integer, String> OLD = Map.ofEntries(
            Map.entry(0x00, "create_directory"),
            Map.entry(0x01, "delete_directory"),
            Map.entry(0x02, "open"),
            Map.entry(0x03, "create"),
            Map.entry(0x04, "close"),
            Map.entry(0x05, "flush"),
            Map.entry(0x06, "delete"),
            Map.entry(0x07, "rename"),
            Map.entry(0x08, "query_information"),
            Map.entry(0x09, "set_information"),
            Map.entry(0x0A, "read"),
            Map.entry(0x0B, "write"),
            Map.entry(0x10, "check_directory"),
            Map.entry(0x11, "process_exit"),
            Map.entry(0x22, "set_information2"),
            Map.entry(0x23, "query_information2"),
            Map.entry(0x24, "locking_andx"),
            Map.entry(0x25, "transaction"),
            Map.entry(0x26, "transaction_secondary"),
            Map.entry(0x2B, "echo"),
            Map.entry(0x2D, "open_andx"),
            Map.entry(0x2E, "read_andx"),
            Map.entry(0x2F, "write_andx"),
            Map.entry(0x32, "transaction2"),
            Map.entry(0x33, "transaction2_secondary"),
            Map.entry(0x34, "find_close2"),
            Map.entry(0x70, "tree_connect"),
            Map.entry(0x71, "tree_disconnect"),
            Map.entry(0x72, "negotiate_protocol"),
            Map.entry(0x73, "session_setup_andx"),
            Map.entry(0x74, "logoff_andx"),
            Map.entry(0x75, "tree_connect_andx"),
            Map.entry(0x80, "query_information_disk"),
            Map.entry(0xA0, "nt_transact"),
            Map.entry(0xA1, "nt_transact_secondary"),
            Map.entry(0xA2, "nt_create_andx"),
            Map.entry(0xA4, "nt_cancel"),
            Map.entry(0xA5, "nt_rename"));

    private static final Map<Integer, String> STATUSES = Map.ofEntries(
            Map.entry(0x00000103, "STATUS_PENDING"),
            Map.entry(0x0000010B, "STATUS_NOTIFY_CLEANUP"),
            Map.entry(0x0000010C, "STATUS_NOTIFY_ENUM_DIR"),
            Map.entry(0x80000005, "STATUS_BUFFER_OVERFLOW"),
            Map.entry(0x80000006, "STATUS_NO_MORE_FILES"),
            Map.entry(0x8000002D, "STATUS_STOPPED_ON_SYMLINK"),
            Map.entry(0xC0000001, "STATUS_UNSUCCESSFUL"),
            Map.entry(0xC0000002, "STATUS_NOT_IMPLEMENTED"),
            Map.entry(0xC0000003, "STATUS_INVALID_INFO_CLASS"),
            Map.entry(0xC0000008, "STATUS_INVALID_HANDLE"),
            Map.entry(0xC000000D, "STATUS_INVALID_PARAMETER"),
            Map.entry(0xC000000F, "STATUS_NO_SUCH_FILE"),
            Map.entry(0xC0000010, "STATUS_INVALID_DEVICE_REQUEST"),
            Map.entry(0xC0000011, "STATUS_END_OF_FILE"),
            Map.entry(0xC0000016, "STATUS_MORE_PROCESSING_REQUIRED"),
            Map.entry(0xC0000022, "STATUS_ACCESS_DENIED"),
            Map.entry(0xC0000023, "STATUS_BUFFER_TOO_SMALL"),
            Map.entry(0xC0000033, "STATUS_OBJECT_NAME_INVALID"),
            Map.entry(0xC0000034, "STATUS_OBJECT_NAME_NOT_FOUND"),
            Map.entry(0xC0000035, "STATUS_OBJECT_NAME_COLLISION"),
            Map.entry(0xC000003A, "STATUS_OBJECT_PATH_NOT_FOUND"),
            Map.entry(0xC0000043, "STATUS_SHARING_VIOLATION"),
            Map.entry(0xC0000055, "STATUS_LOCK_NOT_GRANTED"),
            Map.entry(0xC0000056, "STATUS_DELETE_PENDING"),
            Map.entry(0xC0000064, "STATUS_NO_SUCH_USER"),
            Map.entry(0xC000006A, "STATUS_WRONG_PASSWORD"),
            Map.entry(0xC000006D, "STATUS_LOGON_FAILURE"),
            Map.entry(0xC000006E, "STATUS_ACCOUNT_RESTRICTION"),
            Map.entry(0xC0000071, "STATUS_PASSWORD_EXPIRED"),
            Map.entry(0xC0000072, "STATUS_ACCOUNT_DISABLED"),
            Map.entry(0xC00000AC, "STATUS_PIPE_NOT_AVAILABLE"),
            Map.entry(0xC00000B0, "STATUS_PIPE_DISCONNECTED"),
            Map.entry(0xC00000BA, "STATUS_FILE_IS_A_DIRECTORY"),
            Map.entry(0xC00000BB, "STATUS_NOT_SUPPORTED"),
            Map.entry(0xC00000C9, "STATUS_NETWORK_NAME_DELETED"),
            Map.entry(0xC00000CC, "STATUS_BAD_NETWORK_NAME"),
            Map.entry(0xC00000D0, "STATUS_REQUEST_NOT_ACCEPTED"),
            Map.entry(0xC0000101, "STATUS_DIRECTORY_NOT_EMPTY"),
            Map.entry(0xC0000103, "STATUS_NOT_A_DIRECTORY"),
            Map.entry(0xC0000120, "STATUS_CANCELLED"),
            Map.entry(0xC0000128, "STATUS_FILE_CLOSED"),
            Map.entry(0xC000015B, "STATUS_LOGON_TYPE_NOT_GRANTED"),
            Map.entry(0xC000019C, "STATUS_FS_DRIVER_REQUIRED"),
            Map.entry(0xC0000203, "STATUS_USER_SESSION_DELETED"),
            Map.entry(0xC0000205, "STATUS_INSUFF_SERVER_RESOURCES"),
            Map.entry(0xC0000225, "STATUS_NOT_FOUND"),
            Map.entry(0xC0000234, "STATUS_ACCOUNT_LOCKED_OUT"),
            Map.entry(0xC0000257, "STATUS_PATH_NOT_COVERED"),
            Map.entry(0xC000035C, "STATUS_NETWORK_SESSION_EXPIRED"));

    private SmbNames() {}

    static String command(int number) {
        return number < COMMANDS.length ? COMMANDS[number] : "unknown_" + number;
    }

    static String oldCommand(int number) {
        return OLD.getOrDefault(number, "unknown_" + number);
    }

    static String status(int number) {
        String name = STATUSES.get(number);
        return number == 0 ? "STATUS_SUCCESS" : name == null ? "0x" + Integer.toHexString(number) : name;
    }

    static String dialect(int revision) {
        return switch (revision) {
            case 0x0202 -> "2.02";
            case 0x0210 -> "2.10";
            case 0x02FF -> "2.??";
            case 0x0300 -> "3.00";
            case 0x0302 -> "3.02";
            case 0x0311 -> "3.11";
            default -> "0x" + Integer.toHexString(revision);
        };
    }

    static String shareType(int type) {
        return switch (type) {
            case 1 -> "DISK";
            case 2 -> "PIPE";
            case 3 -> "PRINT";
            default -> Integer.toString(type);
        };
    }

    static String disposition(int number) {
        return switch (number) {
            case 0 -> "FILE_SUPERSEDE";
            case 1 -> "FILE_OPEN";
            case 2 -> "FILE_CREATE";
            case 3 -> "FILE_OPEN_IF";
            case 4 -> "FILE_OVERWRITE";
            case 5 -> "FILE_OVERWRITE_IF";
            default -> Integer.toString(number);
        };
    }

    static Access access(int command) {
        return switch (command) {
            case 5, 8, 14, 15, 16, 11 -> Access.READ;
            case 9, 17 -> Access.WRITE;
            default -> command < COMMANDS.length ? Access.SESSION : Access.EXECUTE;
        };
    }

    static Access oldAccess(int command) {
        return switch (command) {
            case 0x00, 0x01, 0x03, 0x06, 0x07, 0x09, 0x0B, 0x22, 0x2F, 0xA5 -> Access.WRITE;
            case 0x02, 0x08, 0x0A, 0x10, 0x23, 0x2D, 0x2E, 0x25, 0x32, 0x80, 0xA2 -> Access.READ;
            default -> OLD.containsKey(command) ? Access.SESSION : Access.EXECUTE;
        };
    }
}
