package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Messages between a client and a server, each told for itself: broadcasts and their answers are different connections. */
final class DhcpSession implements ProtocolSession {
    private static final int ACK = 5;
    private static final int NAK = 6;

    private final DhcpFacts facts;
    private final DhcpMessage message;
    private final DhcpClients clients;

    DhcpSession(Connection connection, ObservationSink observations, DhcpClients clients, DhcpLimits limits) {
        facts = new DhcpFacts(connection, observations, DhcpDecoder.PROTOCOL);
        message = new DhcpMessage(limits);
        this.clients = clients;
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        boolean read = message.read(bytes);
        DhcpAnomaly fault = message.fault();
        if (fault != null) {
            facts.anomaly(fault, message.found(), atNanos);
        }
        if (read) {
            judge(atNanos);
            Outcome outcome = message.type() == NAK ? Outcome.refused(NAK, "nak") : Outcome.ONE_WAY;
            facts.operation(operation(), from, outcome, atNanos);
            identity(atNanos);
        }
        return Verdict.consumed(bytes.length());
    }

    private void judge(long atNanos) {
        int type = message.type();
        if (name(type).startsWith("message_")) {
            facts.anomaly(DhcpAnomaly.UNKNOWN_MESSAGE, "message type " + type + ", expected 1 to 18", atNanos);
            return;
        }
        boolean server = type == 2 || type == ACK || type == NAK || type == 9;
        boolean client = type == 1 || type == 3 || type == 4 || type == 7 || type == 8;
        if ((server && !message.reply()) || (client && message.reply())) {
            facts.anomaly(DhcpAnomaly.WRONG_SIDE, name(type) + " in a message of the other side", atNanos);
        }
    }

    private String name(int type) {
        return switch (type) {
            case 0 -> message.reply() ? "boot_reply" : "boot_request";
            case 1 -> "discover";
            case 2 -> "offer";
            case 3 -> "request";
            case 4 -> "decline";
            case ACK -> "ack";
            case NAK -> "nak";
            case 7 -> "release";
            case 8 -> "inform";
            case 9 -> "force_renew";
            case 10 -> "lease_query";
            case 11 -> "lease_unassigned";
            case 12 -> "lease_unknown";
            case 13 -> "lease_active";
            case 14 -> "bulk_lease_query";
            case 15 -> "lease_query_done";
            case 16 -> "active_lease_query";
            case 17 -> "lease_query_status";
            case 18 -> "tls";
            default -> "message_" + type;
        };
    }

    private Operation operation() {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("trans_id", Long.toHexString(message.transaction())));
        add(attributes, "mac", message.mac() == 0 ? "" : Address.macText(message.mac()));
        add(attributes, "client_addr", address(message.clientAddress()));
        add(attributes, "assigned_addr", address(message.assignedAddress()));
        add(attributes, "relay_addr", address(message.relay()));
        add(attributes, "requested_addr", message.address(DhcpMessage.REQUESTED_ADDRESS));
        add(attributes, "server_addr", message.address(DhcpMessage.SERVER_ID));
        add(attributes, "host_name", message.text(DhcpMessage.HOST_NAME));
        add(attributes, "client_fqdn", message.clientName());
        add(attributes, "vendor_class", message.text(DhcpMessage.VENDOR_CLASS));
        add(attributes, "parameter_list", message.fingerprint());
        if (message.reply()) {
            add(attributes, "router", message.address(DhcpMessage.ROUTER));
            add(attributes, "dns_server", message.address(DhcpMessage.DNS_SERVER));
            add(attributes, "boot_file", message.text(DhcpMessage.BOOT_FILE));
        }
        long lease = message.number(DhcpMessage.LEASE);
        add(attributes, "lease_time", lease < 0 ? "" : Long.toString(lease));
        add(attributes, "message", message.text(DhcpMessage.MESSAGE));
        int type = message.type();
        Access access = type == 9 ? Access.CONFIGURE : type >= 10 ? Access.READ : Access.SESSION;
        return new Operation(DhcpDecoder.PROTOCOL, type, name(type), access, "", null, attributes);
    }

    private static void add(List<Attribute> attributes, String name, String value) {
        if (!value.isEmpty()) {
            attributes.add(new Attribute(name, value));
        }
    }

    private static String address(int bits) {
        return bits == 0 ? "" : Address.ipv4(bits).toString();
    }

    /** What the client says of itself belongs to its hardware address until the server gives it an address. */
    private void identity(long atNanos) {
        long mac = message.mac();
        if (mac == 0) {
            return;
        }
        if (!message.reply()) {
            List<Attribute> said = statements();
            clients.said(mac, said);
            int own = message.clientAddress();
            Address address = own == 0 ? Address.mac(mac) : Address.ipv4(own);
            tell(new Asset(address, mac), said, atNanos);
        } else if (message.type() == ACK && message.assignedAddress() != 0) {
            Address assigned = Address.ipv4(message.assignedAddress());
            List<Attribute> known = new ArrayList<>(clients.said(mac));
            known.add(new Attribute("assigned_address", assigned.toString()));
            tell(new Asset(assigned, mac), known, atNanos);
        }
    }

    private void tell(Asset asset, List<Attribute> said, long atNanos) {
        if (!said.isEmpty() && clients.isNew(asset.mac(), said)) {
            facts.identity(asset, said, atNanos);
        }
    }

    private List<Attribute> statements() {
        List<Attribute> said = new ArrayList<>();
        String full = message.clientName();
        String host = message.text(DhcpMessage.HOST_NAME);
        add(said, "name", host.isEmpty() ? full : host);
        add(said, "vendor_class", message.text(DhcpMessage.VENDOR_CLASS));
        add(said, "dhcp_fingerprint", message.fingerprint());
        return said;
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
    }

    @Override
    public void timePassed(long atNanos) {
        // nothing is open
    }

    @Override
    public void close(long atNanos) {
        // nothing is open
    }
}
