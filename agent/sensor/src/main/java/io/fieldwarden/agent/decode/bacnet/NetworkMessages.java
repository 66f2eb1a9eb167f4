package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import java.util.List;

/** Messages of the network layer (6.4), which routers exchange. */
final class NetworkMessages {
    private static final int PROPRIETARY = 0x80;
    private static final int NETWORKS_MAX = 64;
    private static final String[] NAMES = {
        "who_is_router_to_network",
        "i_am_router_to_network",
        "i_could_be_router_to_network",
        "reject_message_to_network",
        "router_busy_to_network",
        "router_available_to_network",
        "initialize_routing_table",
        "initialize_routing_table_ack",
        "establish_connection_to_network",
        "disconnect_connection_to_network",
        "challenge_request",
        "security_payload",
        "security_response",
        "request_key_update",
        "update_key_set",
        "update_distribution_key",
        "request_master_key",
        "set_master_key",
        "what_is_network_number",
        "network_number_is"
    };
    private static final String[] REJECTIONS = {
        "other",
        "not-directly-connected",
        "router-busy",
        "unknown-message-type",
        "message-too-long",
        "security-error",
        "addressing-error"
    };

    private NetworkMessages() {}

    /** The message whose type stands at {@code at}. */
    static Operation read(BacnetMessage message, int at, int end) {
        Window bytes = message.bytes;
        int type = bytes.u8(at);
        List<Attribute> attributes = message.attributes();
        String name = type < NAMES.length ? NAMES[type] : "network_message_" + type;
        int content = at + 1;
        switch (type) {
            case 0, 1, 4, 5 -> networks(bytes, content, end, attributes);
            case 2 -> {
                networks(bytes, content, Math.min(end, content + 2), attributes);
                number("performance_index", bytes, content + 2, end, attributes);
            }
            case 3 -> rejection(bytes, content, end, attributes);
            case 6, 7 -> ports(bytes, content, end, attributes);
            case 8, 9 -> {
                networks(bytes, content, Math.min(end, content + 2), attributes);
                if (type == 8) {
                    number("termination_time_value", bytes, content + 2, end, attributes);
                }
            }
            case 19 -> {
                networks(bytes, content, Math.min(end, content + 2), attributes);
                number("configured", bytes, content + 2, end, attributes);
            }
            default -> {
                if (type >= PROPRIETARY && end - content >= 2) {
                    attributes.add(new Attribute("vendor_id", Integer.toString(bytes.u16(content))));
                }
            }
        }
        return new Operation(
                BacnetDecoder.PROTOCOL, type, name, access(type, bytes, content, end), "", null, attributes);
    }

    private static Access access(int type, Window bytes, int content, int end) {
        return switch (type) {
            case 0, 1, 2, 18, 19 -> Access.IDENTIFY;
            case 6 -> content < end && bytes.u8(content) == 0 ? Access.READ : Access.CONFIGURE;
            case 8, 9, 14, 15, 17 -> Access.CONFIGURE;
            default -> type >= PROPRIETARY ? Access.EXECUTE : Access.SESSION;
        };
    }

    private static void networks(Window bytes, int at, int end, List<Attribute> attributes) {
        for (int index = at; index + 2 <= end && index < at + 2 * NETWORKS_MAX; index += 2) {
            attributes.add(new Attribute("network", Integer.toString(bytes.u16(index))));
        }
    }

    private static void number(String name, Window bytes, int at, int end, List<Attribute> attributes) {
        if (at < end) {
            attributes.add(new Attribute(name, Integer.toString(bytes.u8(at))));
        }
    }

    private static void rejection(Window bytes, int at, int end, List<Attribute> attributes) {
        if (at < end) {
            int reason = bytes.u8(at);
            String name = reason < REJECTIONS.length ? REJECTIONS[reason] : Integer.toString(reason);
            attributes.add(new Attribute("reject_reason", name));
            networks(bytes, at + 1, end, attributes);
        }
    }

    /** Ports of a routing table: network, port, and information of a length of its own (6.4.7). */
    private static void ports(Window bytes, int at, int end, List<Attribute> attributes) {
        number("ports", bytes, at, end, attributes);
        int index = at + 1;
        for (int port = 0; port < NETWORKS_MAX && index + 4 <= end; port++) {
            attributes.add(new Attribute("network", bytes.u16(index) + " port " + bytes.u8(index + 2)));
            index += 4 + bytes.u8(index + 3);
        }
    }
}
