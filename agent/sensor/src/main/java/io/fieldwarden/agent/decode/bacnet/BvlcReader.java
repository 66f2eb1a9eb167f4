package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import java.util.List;

/** The virtual link layer of Annex J (IPv4, type 0x81) and Annex U (IPv6, type 0x82). */
final class BvlcReader {
    static final int RESULT = 0;
    private static final int IPV4 = 0x81;
    private static final int IPV6 = 0x82;
    private static final int FUNCTION_MAX = 0x0C;
    private static final int HEADER = BacnetLimits.BVLC_HEADER;

    private static final String[] NAMES = {
        "bvlc_result",
        "write_broadcast_distribution_table",
        "read_broadcast_distribution_table",
        "read_broadcast_distribution_table_ack",
        "forwarded_npdu",
        "register_foreign_device",
        "read_foreign_device_table",
        "read_foreign_device_table_ack",
        "delete_foreign_device_table_entry",
        "distribute_broadcast_to_network",
        "original_unicast_npdu",
        "original_broadcast_npdu",
        "secured_bvll"
    };
    private static final String[] NAMES_6 = {
        "bvlc_result",
        "original_unicast_npdu",
        "original_broadcast_npdu",
        "address_resolution",
        "forwarded_address_resolution",
        "address_resolution_ack",
        "virtual_address_resolution",
        "virtual_address_resolution_ack",
        "forwarded_npdu",
        "register_foreign_device",
        "delete_foreign_device_table_entry",
        "secured_bvll",
        "distribute_broadcast_to_network"
    };
    /** Bytes before the network PDU, 0 for a function that carries none. */
    private static final int[] NETWORK = {0, 0, 0, 0, 10, 0, 0, 0, 0, 4, 4, 4, 0};

    private static final int[] NETWORK_6 = {0, 10, 7, 0, 0, 0, 0, 0, 25, 0, 0, 0, 7};
    /** Least length of each function's message (J.2, U.2). */
    private static final int[] LEAST = {6, 4, 4, 4, 10, 6, 4, 4, 10, 4, 4, 4, 4};

    private static final int[] LEAST_6 = {9, 10, 7, 10, 28, 10, 7, 10, 25, 9, 25, 4, 7};

    private BvlcReader() {}

    /** Whether type, function and length can be: the length at least not more than came. */
    static boolean possible(Window first) {
        int type = first.u8(0);
        int length = first.u16(2);
        return (type == IPV4 || type == IPV6)
                && first.u8(1) <= FUNCTION_MAX
                && length >= HEADER
                && length <= first.length();
    }

    /** Index of the network PDU, 0 if the function carries none; the header must be possible. */
    static int network(Window bytes) {
        return (bytes.u8(0) == IPV4 ? NETWORK : NETWORK_6)[bytes.u8(1)];
    }

    static int least(Window bytes) {
        return (bytes.u8(0) == IPV4 ? LEAST : LEAST_6)[bytes.u8(1)];
    }

    static boolean isKnown(Window bytes) {
        return (bytes.u8(0) == IPV4 || bytes.u8(0) == IPV6) && bytes.u8(1) <= FUNCTION_MAX;
    }

    static String name(Window bytes) {
        return (bytes.u8(0) == IPV4 ? NAMES : NAMES_6)[bytes.u8(1)];
    }

    /** Who sent a forwarded message first (J.2.5, U.2.9). */
    static void origin(BacnetMessage message) {
        Window bytes = message.bytes;
        if (bytes.u8(0) == IPV4) {
            message.origin = Address.ipv4(bytes.i32(HEADER));
            message.originPort = bytes.u16(HEADER + 4);
        } else {
            message.origin = Address.ipv6(bytes.i64(HEADER + 3), bytes.i64(HEADER + 11));
            message.originPort = bytes.u16(HEADER + 19);
        }
    }

    /** Whether a message of that name expects an answer. */
    static boolean isRequest(String name) {
        return switch (name) {
            case "write_broadcast_distribution_table",
                    "read_broadcast_distribution_table",
                    "register_foreign_device",
                    "read_foreign_device_table",
                    "delete_foreign_device_table_entry" -> true;
            default -> false;
        };
    }

    /** The request a result or acknowledgment answers, 0 if it is none of these. */
    static int answered(Window bytes) {
        int function = bytes.u8(1);
        if (bytes.u8(0) == IPV4 && (function == 3 || function == 7)) {
            return function - 1;
        }
        if (function != RESULT) {
            return 0;
        }
        int code = resultCode(bytes) >> 4;
        return bytes.u8(0) == IPV6 || code < 3 ? code : code == 3 ? 5 : code == 4 ? 6 : code == 5 ? 8 : 9;
    }

    static int resultCode(Window bytes) {
        return bytes.u16(bytes.u8(0) == IPV4 ? HEADER : HEADER + 3);
    }

    /** {@code register_foreign_device_nak} for the code of a result that is not 0. */
    static String resultName(Window bytes) {
        int answered = answered(bytes);
        String[] names = bytes.u8(0) == IPV4 ? NAMES : NAMES_6;
        return answered > 0 && answered < names.length
                ? names[answered] + "_nak"
                : String.format("result_0x%04x", resultCode(bytes));
    }

    /** The virtual link message as an operation. */
    static Operation operation(BacnetMessage message, int length) {
        String name = name(message.bytes);
        List<Attribute> attributes = message.attributes();
        fields(message.bytes, name, length, attributes);
        return new Operation(BacnetDecoder.PROTOCOL, message.bytes.u8(1), name, access(name), "", null, attributes);
    }

    private static Access access(String name) {
        return switch (name) {
            case "write_broadcast_distribution_table", "delete_foreign_device_table_entry" -> Access.CONFIGURE;
            case "read_broadcast_distribution_table",
                    "read_broadcast_distribution_table_ack",
                    "read_foreign_device_table_ack",
                    "read_foreign_device_table" -> Access.READ;
            case "register_foreign_device" -> Access.SUBSCRIBE;
            case "secured_bvll", "bvlc_result" -> Access.SESSION;
            default -> Access.IDENTIFY;
        };
    }

    private static void fields(Window bytes, String name, int length, List<Attribute> attributes) {
        boolean four = bytes.u8(0) == IPV4;
        int at = four ? HEADER : HEADER + 3;
        switch (name) {
            case "write_broadcast_distribution_table", "read_broadcast_distribution_table_ack" ->
                table(bytes, "bdt", 10, length, attributes);
            case "read_foreign_device_table_ack" -> table(bytes, "fdt", 10, length, attributes);
            case "register_foreign_device" -> attributes.add(new Attribute("ttl", Integer.toString(bytes.u16(at))));
            case "delete_foreign_device_table_entry" -> {
                String entry = four
                        ? entry(bytes, at)
                        : Address.ipv6(bytes.i64(at), bytes.i64(at + 8)).toString();
                attributes.add(new Attribute("fdt", entry));
            }
            case "bvlc_result" -> attributes.add(new Attribute("result", String.format("0x%04x", resultCode(bytes))));
            default -> {}
        }
    }

    /** Entries of ten bytes: address, port, and a mask or two times (J.2.2, J.2.8). */
    private static void table(Window bytes, String name, int size, int length, List<Attribute> attributes) {
        int entries = Math.min((length - HEADER) / size, 64);
        for (int index = 0; index < entries; index++) {
            attributes.add(new Attribute(name, entry(bytes, HEADER + index * size)));
        }
    }

    private static String entry(Window bytes, int at) {
        return Address.ipv4(bytes.i32(at)) + ":" + bytes.u16(at + 4);
    }
}
