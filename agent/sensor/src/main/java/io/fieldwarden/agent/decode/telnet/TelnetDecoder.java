package io.fieldwarden.agent.decode.telnet;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Telnet (RFC 854, 855). */
public final class TelnetDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "telnet";

    private final TelnetLimits limits = TelnetLimits.standard();
    private final TelnetIdentities identities = new TelnetIdentities(limits.identities());

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
        return TelnetOption.recognise(first, connection);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new TelnetSession(connection, new TelnetFacts(connection, context.observations(), identities), limits);
    }
}
