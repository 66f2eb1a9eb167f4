package io.fieldwarden.agent.detect.communication;

import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.SeenBefore;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.Transport;
import java.util.Locale;
import java.util.Set;

/** Builds the keys of conversations so that ephemeral ports and guessed roles do not make old ones look new. */
final class Conversation {
    /** From here on ports are handed out by the operating system (RFC 6335, 6) and name no service. */
    private static final int DYNAMIC_PORT = 49_152;

    private static final int EPHEMERAL_PORT = 32_768;
    private static final int SYSTEM_PORT_MAX = 1023;
    private static final String[] NAMES = names();

    /** Names, addresses and time: DNS, DHCP, NTP, NetBIOS names and datagrams, mDNS, LLMNR (IANA port numbers). */
    private static final Set<Integer> HOUSEKEEPING = Set.of(53, 67, 68, 123, 137, 138, 5353, 5355);

    private Conversation() {}

    /** Whether a service only helps devices find each other; between devices that know each other it is no news. */
    static boolean isHousekeeping(Endpoint server) {
        return HOUSEKEEPING.contains(server.port());
    }

    /** Whether it can be a conversation of two devices: unicast, and on a wire. */
    static boolean counts(Connection connection) {
        return connection.transport() != Transport.BROKER
                && !connection.protocol().equals("arp") // asking where somebody is, is no conversation yet
                && isDevice(connection.originator())
                && isDevice(connection.responder());
    }

    /** Whether an end names one device; subnet broadcasts are known by the hardware address they are sent to. */
    static boolean isDevice(Endpoint end) {
        return !end.address().isGroup() && ((end.mac() >>> 40) & 1) == 0;
    }

    static String transport(Connection connection) {
        return NAMES[connection.transport().ordinal()];
    }

    /** A port as it stands in a key. */
    static KeyText port(KeyText key, int port) {
        return port >= DYNAMIC_PORT ? key.part("dynamic") : key.part(port);
    }

    /** What stands behind the transport when it is told: the port, or what a frame without IP says instead. */
    static String serviceText(Connection connection, Endpoint server) {
        if (connection.transport() == Transport.LINK) {
            return String.format(Locale.ROOT, "EtherType 0x%04x", server.port());
        }
        return portText(server.port());
    }

    static String portText(int port) {
        return port >= DYNAMIC_PORT ? "a dynamic port" : "port " + port;
    }

    /** Key of the link that the client's side {@code client} began. */
    static KeyText link(KeyText key, Connection connection, Direction client) {
        Endpoint server = connection.end(client.opposite());
        key.start()
                .part(connection.end(client).address())
                .part(server.address())
                .part(transport(connection));
        return port(key, server.port());
    }

    /**
     * Which side is the client. Certain for a TCP connection whose handshake was seen; otherwise what the baseline knows
     * decides, then the ports.
     */
    static Direction client(KeyText key, Connection connection, SeenBefore links) {
        if (connection.transport() == Transport.TCP && !connection.midstream()) {
            return Direction.FROM_ORIGINATOR;
        }
        if (links.find(link(key, connection, Direction.FROM_ORIGINATOR)) != null) {
            return Direction.FROM_ORIGINATOR;
        }
        if (links.find(link(key, connection, Direction.FROM_RESPONDER)) != null) {
            return Direction.FROM_RESPONDER;
        }
        int originator = connection.originator().port();
        int responder = connection.responder().port();
        boolean answered = originator < responder && (originator <= SYSTEM_PORT_MAX || responder >= EPHEMERAL_PORT);
        return answered ? Direction.FROM_RESPONDER : Direction.FROM_ORIGINATOR;
    }

    private static String[] names() {
        Transport[] transports = Transport.values();
        String[] names = new String[transports.length];
        for (Transport transport : transports) {
            names[transport.ordinal()] = transport.name().toLowerCase(Locale.ROOT);
        }
        return names;
    }
}
