package io.fieldwarden.agent.decode.rdp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Remote Desktop (MS-RDPBCGR) up to where it is encrypted. */
public final class RdpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "rdp";

    private final RdpLimits limits = RdpLimits.standard();
    private final RdpIdentities identities = new RdpIdentities(limits.identities());

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        return RdpHeader.recognise(first, connection);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new RdpSession(connection, new RdpFacts(connection, context.observations(), identities), limits);
    }
}
