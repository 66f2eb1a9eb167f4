package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** SSH 2 (RFC 4251 to 4253), and of SSH 1 the versions; what is encrypted is judged by its size only. */
public final class SshDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "ssh";

    private final SshLimits limits = SshLimits.standard();
    private final SshIdentities identities = new SshIdentities(limits.identities());
    private final SshDigests digests = new SshDigests();

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
        return SshBanner.recognise(first);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        SshFacts facts = new SshFacts(connection, context.observations(), identities, limits);
        return new SshSession(connection, new SshExchange(facts, digests, limits), limits);
    }
}
