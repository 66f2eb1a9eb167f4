package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** PROFINET IO connection manager (IEC 61158-6-10, clause 4.10): connectionless RPC over UDP, usually port 34964. */
public final class CmDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "profinet-cm";

    private final ProfinetLimits limits = ProfinetLimits.standard();
    private final CmCalls calls = new CmCalls(limits);

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.UDP;
    }

    /** Version, packet type and the interface of PROFINET or of the endpoint mapper. */
    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        return RpcHeader.fits(first) ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new CmSession(new LinkFacts(connection, context.observations(), limits), calls, limits);
    }
}
