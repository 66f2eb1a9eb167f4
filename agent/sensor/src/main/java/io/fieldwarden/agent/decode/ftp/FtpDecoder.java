package io.fieldwarden.agent.decode.ftp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** FTP control connections (RFC 959, 2228, 2428, 3659). */
public final class FtpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "ftp";

    private final FtpLimits limits = FtpLimits.standard();
    private final FtpIdentities identities = new FtpIdentities(limits.identities());

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
        return FtpLine.recognise(first, connection);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new FtpSession(connection, new FtpFacts(connection, context.observations(), identities), limits);
    }
}
