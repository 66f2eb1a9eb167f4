package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** DHCP for IPv4 (RFC 2131, RFC 2132) and BOOTP with the same cookie (RFC 951, RFC 1497). */
public final class DhcpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "dhcp";
    private static final int SERVER_PORT = 67;
    private static final int CLIENT_PORT = 68;

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
        if (first.length() < 3 || (first.u8(0) != 1 && first.u8(0) != 2)) {
            return Recognition.NO;
        }
        if (first.length() >= DhcpLimits.FIXED + 4) {
            return first.i32(DhcpLimits.FIXED) == DhcpLimits.COOKIE && first.u8(2) <= 16
                    ? Recognition.YES
                    : Recognition.NO;
        }
        int one = connection.originator().port();
        int other = connection.responder().port();
        boolean ports = (one == SERVER_PORT || one == CLIENT_PORT) && (other == SERVER_PORT || other == CLIENT_PORT);
        return ports && first.u8(1) == 1 && first.u8(2) == 6 ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new DhcpSession(connection, context.observations(), clients, limits);
    }
}
