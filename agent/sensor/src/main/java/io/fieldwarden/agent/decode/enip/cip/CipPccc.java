package io.fieldwarden.agent.decode.enip.cip;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PCCC commands of PLC-5, SLC 500 and MicroLogix ("DF1 Protocol and Command Set Reference Manual", 1770-6.5.16, chapter 7). */
final class CipPccc {
    static final int DIAGNOSTIC_STATUS = 0x0603;

    private static final int READ_THREE = 0x0FA2;
    private static final int WRITE_THREE = 0x0FAA;
    private static final int MASKED_WRITE_THREE = 0x0FAB;
    private static final int READ_TWO = 0x0FA1;
    private static final int WRITE_TWO = 0x0FA9;
    private static final int FLOAT_FILE = 0x8A;

    private record Kind(String name, Access access) {}

    private static final Map<Integer, Kind> COMMANDS = Map.ofEntries(
            of(0x0000, "protected_write", Access.WRITE),
            of(0x0100, "unprotected_read", Access.READ),
            of(0x0200, "protected_bit_write", Access.WRITE),
            of(0x0500, "unprotected_bit_write", Access.WRITE),
            of(0x0800, "unprotected_write", Access.WRITE),
            of(0x0600, "echo", Access.SESSION),
            of(0x0601, "read_diagnostic_counters", Access.READ),
            of(0x0602, "set_variables", Access.CONFIGURE),
            of(0x0603, "diagnostic_status", Access.IDENTIFY),
            of(0x0604, "set_timeout", Access.CONFIGURE),
            of(0x0605, "set_naks", Access.CONFIGURE),
            of(0x0606, "set_enqs", Access.CONFIGURE),
            of(0x0607, "reset_diagnostic_counters", Access.CONFIGURE),
            of(0x0608, "set_data_table_size", Access.CONFIGURE),
            of(0x0609, "read_link_parameters", Access.READ),
            of(0x060A, "set_link_parameters", Access.CONFIGURE),
            of(0x0700, "disable_outputs", Access.EXECUTE),
            of(0x0701, "enable_outputs", Access.EXECUTE),
            of(0x0703, "enable_plc_scanning", Access.EXECUTE),
            of(0x0704, "enter_download_mode", Access.EXECUTE),
            of(0x0705, "exit_download_upload_mode", Access.EXECUTE),
            of(0x0706, "enter_upload_mode", Access.EXECUTE),
            of(0x0F00, "word_range_write", Access.WRITE),
            of(0x0F01, "word_range_read", Access.READ),
            of(0x0F02, "bit_write", Access.WRITE),
            of(0x0F03, "file_write", Access.WRITE),
            of(0x0F04, "file_read", Access.READ),
            of(0x0F05, "download_request", Access.CONFIGURE),
            of(0x0F06, "upload", Access.READ),
            of(0x0F07, "shutdown", Access.EXECUTE),
            of(0x0F08, "physical_write", Access.CONFIGURE),
            of(0x0F09, "physical_read", Access.READ),
            of(0x0F0A, "restart_request", Access.EXECUTE),
            of(0x0F11, "get_edit_resource", Access.CONFIGURE),
            of(0x0F12, "return_edit_resource", Access.CONFIGURE),
            of(0x0F17, "read_bytes_physical", Access.READ),
            of(0x0F18, "write_bytes_physical", Access.CONFIGURE),
            of(0x0F26, "read_modify_write", Access.WRITE),
            of(0x0F29, "read_section_size", Access.READ),
            of(0x0F3A, "set_cpu_mode", Access.EXECUTE),
            of(0x0F41, "disable_forces", Access.EXECUTE),
            of(0x0F50, "download_all_request", Access.CONFIGURE),
            of(0x0F52, "download_completed", Access.CONFIGURE),
            of(0x0F53, "upload_all_request", Access.READ),
            of(0x0F55, "upload_completed", Access.READ),
            of(0x0F57, "initialize_memory", Access.CONFIGURE),
            of(0x0F5E, "modify_plc2_compatibility_file", Access.CONFIGURE),
            of(0x0F67, "typed_write", Access.WRITE),
            of(0x0F68, "typed_read", Access.READ),
            of(0x0F79, "read_modify_write_n", Access.WRITE),
            of(0x0F80, "change_cpu_mode", Access.EXECUTE),
            of(0x0F81, "open_file", Access.SESSION),
            of(0x0F82, "close_file", Access.SESSION),
            of(0x0F88, "execute_multiple_commands", Access.CONFIGURE),
            of(0x0F8F, "apply_port_configuration", Access.CONFIGURE),
            of(READ_TWO, "protected_typed_logical_read_with_two_address_fields", Access.READ),
            of(READ_THREE, "protected_typed_logical_read_with_three_address_fields", Access.READ),
            of(0x0FA7, "protected_typed_file_read", Access.READ),
            of(WRITE_TWO, "protected_typed_logical_write_with_two_address_fields", Access.WRITE),
            of(WRITE_THREE, "protected_typed_logical_write_with_three_address_fields", Access.WRITE),
            of(MASKED_WRITE_THREE, "protected_typed_logical_masked_write_with_three_address_fields", Access.WRITE),
            of(0x0FAF, "protected_typed_file_write", Access.CONFIGURE));

    private CipPccc() {}

    private static Map.Entry<Integer, Kind> of(int command, String name, Access access) {
        return Map.entry(command, new Kind(name, access));
    }

    /** Whether a function byte follows the transaction. */
    static boolean hasFunction(int command) {
        return command == 0x06 || command == 0x07 || command == 0x0F;
    }

    /** Name of a command and its function (upper and lower byte). */
    static String name(int command) {
        Kind known = COMMANDS.get(command);
        return known != null ? known.name() : String.format("pccc_0x%02x_0x%02x", command >> 8, command & 0xFF);
    }

    static Access access(int command) {
        Kind known = COMMANDS.get(command);
        return known != null ? known.access() : Access.EXECUTE;
    }

    /** Name of a file as on paper, for instance {@code N7}. */
    static String file(int type, int number) {
        String letter = switch (type) {
            case 0x82, 0x8B -> "O";
            case 0x83, 0x8C -> "I";
            case 0x84 -> "S";
            case 0x85 -> "B";
            case 0x86 -> "T";
            case 0x87 -> "C";
            case 0x88 -> "R";
            case 0x89 -> "N";
            case FLOAT_FILE -> "F";
            case 0x8D -> "ST";
            case 0x8E -> "A";
            case 0x91 -> "L";
            default -> String.format("0x%02x:", type);
        };
        return letter + number;
    }

    /** Reads size, file, type, element and perhaps sub-element; an FF says that two bytes follow. */
    static final class Address {
        int size;
        int file;
        int type;
        int element;
        int sub;
        /** Index after the address, -1 if it is cut short. */
        int end;

        Address(Window bytes, int at, int length, boolean three) {
            end = at;
            int stop = at + length;
            if (stop - at < 1) {
                end = -1;
                return;
            }
            size = bytes.u8(end++);
            file = field(bytes, stop);
            type = end >= 0 && end < stop ? bytes.u8(end++) : cut();
            element = field(bytes, stop);
            sub = three ? field(bytes, stop) : 0;
        }

        private int cut() {
            end = -1;
            return 0;
        }

        private int field(Window bytes, int stop) {
            if (end < 0 || end >= stop) {
                return cut();
            }
            int value = bytes.u8(end++);
            if (value != 0xFF) {
                return value;
            }
            if (stop - end < 2) {
                return cut();
            }
            value = bytes.u16le(end);
            end += 2;
            return value;
        }

        String space() {
            return CipPccc.file(type, file);
        }

        /** Timers, counters and the like have parts: the part is in the name. */
        boolean isPart() {
            return sub != 0 || type == 0x86 || type == 0x87 || type == 0x88;
        }
    }

    /** Whether the command has a logical address. */
    static boolean isLogical(int command) {
        return command == READ_THREE
                || command == WRITE_THREE
                || command == MASKED_WRITE_THREE
                || command == READ_TWO
                || command == WRITE_TWO;
    }

    static boolean hasThree(int command) {
        return command == READ_THREE || command == WRITE_THREE || command == MASKED_WRITE_THREE;
    }

    static boolean isPlainWrite(int command) {
        return command == WRITE_THREE || command == WRITE_TWO;
    }

    /** Type of a file's elements, or of their parts; null if they have no single value. */
    static @Nullable CipType type(int fileType) {
        return switch (fileType) {
            case 0x89 -> CipType.INT;
            case FLOAT_FILE -> CipType.REAL;
            case 0x91 -> CipType.DINT;
            case 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x8B, 0x8C -> CipType.WORD;
            default -> null;
        };
    }

    /** Values of a file's elements; null if there are none. */
    static @Nullable Values values(int fileType, Window bytes, int at, int length, int most) {
        CipType type = type(fileType);
        return type == null || length < type.size() || length % type.size() != 0
                ? null
                : type.numbers(bytes, at, length, most);
    }

    /** Points of {@code count} values; a part of an element, or parts after one another, have one name. */
    static Points points(String space, int first, int count) {
        return first < 0 ? Points.named(space) : new Points(space, first, count);
    }

    /** What a diagnostic status says of an SLC 500 or MicroLogix (1770-6.5.16, chapter 10): 11 characters from byte 5. */
    static List<Attribute> identity(Window bytes, int at, int length, int most) {
        if (length < 16) {
            return List.of();
        }
        int series = bytes.u8(at + 4);
        return List.of(
                new Attribute("vendor", CipVendor.name(1)),
                new Attribute("product", CipText.of(bytes, at + 5, 11, most)),
                new Attribute(
                        "firmware",
                        "series " + (char) ('A' + (series >> 5)) + " revision " + (char) ('A' + (series & 0x1F))));
    }
}
