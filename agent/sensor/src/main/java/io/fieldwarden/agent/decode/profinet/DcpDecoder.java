package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** PROFINET Discovery and basic Configuration Protocol (IEC 61158-6-10, clause 4.3), on connections that begin with it. */
public final class DcpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "profinet-dcp";

    private final ProfinetLimits limits = ProfinetLimits.standard();
    private final IdentifyRequests asked = new IdentifyRequests(limits.identifies());

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.LINK;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        boolean ours = connection.responder().port() == FrameIds.ETHER_TYPE
                && first.length() >= 2
                && FrameIds.isDcp(first.u16(0));
        return ours ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new LinkSession(new LinkFacts(connection, context.observations(), limits), asked, limits);
    }
}
