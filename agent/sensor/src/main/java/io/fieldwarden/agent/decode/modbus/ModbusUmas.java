package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * UMAS, Schneider Electric's engineering protocol inside function 90: session, function, data; answered with FE or FD. The
 * vendor publishes no specification; names and layouts are those that Apache PLC4X and published research agree on.
 */
final class ModbusUmas {
    static final int FUNCTION = 90;
    /** Bytes before the data: function code, session, UMAS function or status. */
    static final int HEAD = 3;

    /** Greatest length field: the devices agree on frames of up to 1,021 bytes or so (init comms says how many). */
    static final int LENGTH_MAX = 1100;

    private static final int INIT_COMMS = 0x01;
    private static final int READ_ID = 0x02;
    private static final int TAKE_RESERVATION = 0x10;
    private static final int READ_MEMORY_BLOCK = 0x20;
    private static final int REFUSED = 0xFD;
    private static final int ERROR_BYTES_MAX = 4;
    /** Where the length of the name stands in the answers that say who the controller is, from the first byte of data. */
    private static final int READ_ID_NAME = 22;

    private static final int INIT_COMMS_NAME = 12;

    private record Known(String name, Access access) {}

    private static final Map<Integer, Known> KNOWN = Map.ofEntries(
            known(INIT_COMMS, "init_comms", Access.SESSION),
            known(READ_ID, "read_id", Access.IDENTIFY),
            known(0x03, "read_project_info", Access.IDENTIFY),
            known(0x04, "read_plc_info", Access.IDENTIFY),
            known(0x06, "read_card_info", Access.IDENTIFY),
            known(0x0A, "repeat", Access.SESSION),
            known(TAKE_RESERVATION, "take_plc_reservation", Access.CONFIGURE),
            known(0x11, "release_plc_reservation", Access.CONFIGURE),
            known(0x12, "keep_alive", Access.SESSION),
            known(READ_MEMORY_BLOCK, "read_memory_block", Access.READ),
            known(0x21, "write_memory_block", Access.WRITE),
            known(0x22, "read_variables", Access.READ),
            known(0x23, "write_variables", Access.WRITE),
            known(0x24, "read_coils_registers", Access.READ),
            known(0x25, "write_coils_registers", Access.WRITE),
            known(0x26, "data_dictionary", Access.READ),
            known(0x30, "initialize_upload", Access.READ),
            known(0x31, "upload_block", Access.READ),
            known(0x32, "end_strategy_upload", Access.READ),
            known(0x33, "initialize_download", Access.CONFIGURE),
            known(0x34, "download_block", Access.CONFIGURE),
            known(0x35, "end_strategy_download", Access.CONFIGURE),
            known(0x39, "read_eth_master_data", Access.READ),
            known(0x40, "start_plc", Access.EXECUTE),
            known(0x41, "stop_plc", Access.EXECUTE),
            known(0x42, "init_plc", Access.EXECUTE),
            known(0x50, "monitor_plc", Access.READ),
            known(0x58, "check_plc", Access.READ),
            known(0x70, "read_io_object", Access.READ),
            known(0x71, "write_io_object", Access.WRITE),
            known(0x73, "get_status_module", Access.READ));

    private ModbusUmas() {}

    private static Map.Entry<Integer, Known> known(int code, String name, Access access) {
        return Map.entry(code, new Known("umas_" + name, access));
    }

    /** Whether a message of that length, longer than Modbus allows, is one of UMAS. */
    static boolean lengthPossible(int function, int length) {
        return (function & ~ModbusFunction.EXCEPTION) == FUNCTION
                && length >= ModbusLimits.LENGTH_MIN
                && length <= LENGTH_MAX;
    }

    static String name(int code) {
        Known known = KNOWN.get(code);
        return known == null ? String.format("umas_unknown_0x%02x", code) : known.name();
    }

    /** The intent; what we do not know may do anything. */
    static Access access(int code) {
        Known known = KNOWN.get(code);
        return known == null ? Access.EXECUTE : known.access();
    }

    /**
     * Fields of a request. The session, which is all that a controller asks for before it obeys, is not told.
     *
     * @param at index of the Modbus function code
     * @param length bytes from there, at least {@link #HEAD}
     */
    static List<Attribute> attributes(Window bytes, int at, int length, int textChars) {
        int code = bytes.u8(at + 2);
        int data = at + HEAD;
        int size = length - HEAD;
        List<Attribute> attributes = new ArrayList<>(5);
        attributes.add(new Attribute("umas_function", String.format("0x%02x", code)));
        attributes.add(new Attribute("data_bytes", Integer.toString(size)));
        if (code == READ_MEMORY_BLOCK && size >= 9) {
            attributes.add(new Attribute("block", Integer.toString(bytes.u16le(data + 1))));
            attributes.add(new Attribute("offset", Integer.toString(bytes.u16le(data + 3))));
            attributes.add(new Attribute("bytes", Integer.toString(bytes.u16le(data + 7))));
        } else if (code == TAKE_RESERVATION && size >= 5) {
            String client = text(bytes, data + 4, size - 4, textChars);
            if (!client.isEmpty()) {
                attributes.add(new Attribute("client_name", client));
            }
        }
        return attributes;
    }

    /** Whether the answer says no. */
    static boolean isRefusal(Window bytes, int at, int length) {
        return length >= HEAD && bytes.u8(at + 2) == REFUSED;
    }

    /** The outcome of an answer that says no, with its error as on the wire. */
    static Outcome refusal(Window bytes, int at, int length) {
        int shown = Math.min(length - HEAD, ERROR_BYTES_MAX);
        if (shown <= 0) {
            return Outcome.refused(0, "umas_error");
        }
        int from = bytes.start() + at + HEAD;
        String error = HexFormat.of().formatHex(bytes.array(), from, from + shown);
        return Outcome.refused(bytes.u8(at + HEAD), "umas_error_0x" + error);
    }

    /** What an answer says of the controller; empty if it says nothing new to us. */
    static List<Attribute> identity(int code, Window bytes, int at, int length, int textChars) {
        int data = at + HEAD;
        int size = length - HEAD;
        int nameAt = code == READ_ID ? READ_ID_NAME : INIT_COMMS_NAME;
        if ((code != READ_ID && code != INIT_COMMS) || size <= nameAt) {
            return List.of();
        }
        List<Attribute> facts = new ArrayList<>(5);
        facts.add(new Attribute("vendor", "Schneider Electric"));
        String name = text(bytes, data + nameAt, size - nameAt, textChars);
        if (!name.isEmpty()) {
            facts.add(new Attribute(code == READ_ID ? "model" : "name", name));
        }
        if (code == READ_ID) {
            facts.add(new Attribute("model_id", String.format("0x%04x", bytes.u16le(data + 6))));
            facts.add(new Attribute("firmware", version(bytes.u16le(data + 8))));
            facts.add(new Attribute("hardware", String.format("0x%04x", bytes.u16le(data + 14))));
        } else {
            facts.add(new Attribute("firmware", version(bytes.u16le(data + 2))));
        }
        return facts;
    }

    /** Major and minor in a byte each, the minor one in decimal digits: 0x0260 is 2.60. */
    private static String version(int code) {
        return String.format("%x.%02x", code >> 8, code & 0xFF);
    }

    /** A length in one byte and as much printable text; empty if it is anything else. */
    private static String text(Window bytes, int at, int size, int textChars) {
        int length = Math.min(bytes.u8(at), textChars);
        if (length == 0 || length > size - 1) {
            return "";
        }
        for (int index = 1; index <= length; index++) {
            int character = bytes.u8(at + index);
            if (character != 0 && (character < ' ' || character > '~')) {
                return "";
            }
        }
        byte[] copy = new byte[length];
        bytes.copy(at + 1, copy, 0, length);
        return new String(copy, StandardCharsets.US_ASCII).replace("\0", "").strip();
    }
}
