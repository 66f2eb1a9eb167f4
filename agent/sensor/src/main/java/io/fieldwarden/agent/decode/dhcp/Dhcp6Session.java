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

/** Messages of DHCP for IPv6, each told for itself. */
final class Dhcp6Session implements ProtocolSession {
    private static final int HEADER = 4;
    private static final int RECONFIGURE = 10;

    private final Connection connection;
    private final DhcpFacts facts;
    private final Dhcp6Options options;
    private final DhcpClients clients;

    Dhcp6Session(Connection connection, ObservationSink observations, DhcpClients clients, DhcpLimits limits) {
        this.connection = connection;
        this.clients = clients;
        facts = new DhcpFacts(connection, observations, Dhcp6Decoder.PROTOCOL);
        options = new Dhcp6Options(limits);
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        int header = bytes.length() < HEADER ? HEADER : Dhcp6Decoder.options(bytes);
        if (bytes.length() < header) {
            String detail = bytes.length() + " bytes, expected at least " + header;
            facts.anomaly(DhcpAnomaly.TOO_SHORT, detail, atNanos);
            return Verdict.consumed(bytes.length());
        }
        int type = bytes.u8(0);
        List<Attribute> attributes = new ArrayList<>(5);
        attributes.add(
                header == HEADER
                        ? new Attribute("trans_id", Integer.toHexString(bytes.u24(1)))
                        : new Attribute("hop_count", Integer.toString(bytes.u8(1))));
        int end = options.read(bytes, header);
        options.attributes(attributes);
        Access access = type == RECONFIGURE ? Access.CONFIGURE : Access.SESSION;
        Operation operation = new Operation(Dhcp6Decoder.PROTOCOL, type, name(type), access, "", null, attributes);
        facts.operation(operation, from, Outcome.ONE_WAY, atNanos);
        if (end != bytes.length()) {
            String detail = "options end at byte " + end + ", expected " + bytes.length();
            facts.anomaly(DhcpAnomaly.BAD_OPTION, detail, atNanos);
        }
        if (header == HEADER && byClient(type)) {
            identity(from, atNanos);
        }
        return Verdict.consumed(bytes.length());
    }

    private static boolean byClient(int type) {
        return type == 1 || (type >= 3 && type <= 6) || type == 8 || type == 9 || type == 11;
    }

    /** The client sends from its link-local address; its identifier may hold the hardware address of another interface. */
    private void identity(Direction from, long atNanos) {
        List<Attribute> said = options.statements();
        Address sender = connection.end(from).address();
        if (!said.isEmpty() && clients.isNew(sender.hashCode(), said)) {
            facts.identity(new Asset(sender, connection.end(from).mac()), said, atNanos);
        }
    }

    /** RFC 8415 7.3. */
    private static String name(int type) {
        return switch (type) {
            case 1 -> "solicit";
            case 2 -> "advertise";
            case 3 -> "request";
            case 4 -> "confirm";
            case 5 -> "renew";
            case 6 -> "rebind";
            case 7 -> "reply";
            case 8 -> "release";
            case 9 -> "decline";
            case RECONFIGURE -> "reconfigure";
            case 11 -> "information_request";
            case 12 -> "relay_forw";
            case 13 -> "relay_repl";
            default -> "message_" + type;
        };
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
