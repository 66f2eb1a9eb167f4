package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** DHCP for IPv6 (RFC 8415): the kind of each message, and what clients say of themselves. */
public final class Dhcp6Decoder implements ProtocolDecoder {
    static final String PROTOCOL = "dhcpv6";
    private static final int CLIENT_PORT = 546;
    private static final int SERVER_PORT = 547;
    private static final int RELAY_FORWARD = 12;
    private static final int RELAY_REPLY = 13;
    private static final int TYPE_MAX = 36;

    private final DhcpLimits limits = DhcpLimits.standard();
    private final DhcpClients clients = new DhcpClients(limits);

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.UDP;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        int one = connection.originator().port();
        int other = connection.responder().port();
        boolean hinted = one == CLIENT_PORT || one == SERVER_PORT || other == CLIENT_PORT || other == SERVER_PORT;
        int type = first.u8(0);
        boolean fits = hinted && type >= 1 && type <= TYPE_MAX && optionsFit(first);
        return fits ? Recognition.YES : Recognition.NO;
    }

    /** Where options begin: a relay's messages have two addresses first (clause 9). */
    static int options(Window message) {
        return message.u8(0) == RELAY_FORWARD || message.u8(0) == RELAY_REPLY ? 34 : 4;
    }

    private static boolean optionsFit(Window first) {
        int at = options(first);
        while (at + 4 <= first.length()) {
            at += 4 + first.u16(at + 2);
        }
        return at == first.length() || (first.length() >= 512 && at > 512);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new Dhcp6Session(connection, context.observations(), clients, limits);
    }
}
