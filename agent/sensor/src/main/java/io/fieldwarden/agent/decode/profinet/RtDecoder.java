package io.fieldwarden.agent.decode.profinet;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** PROFINET real-time frames: cyclic data, alarms, time (IEC 61158-6-10, clauses 4.6 to 4.8), on connections that begin so. */
public final class RtDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "profinet-rt";

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
        if (connection.responder().port() != FrameIds.ETHER_TYPE || first.length() < 2) {
            return Recognition.NO;
        }
        int id = first.u16(0);
        boolean ours = FrameIds.isCyclic(id) || FrameIds.isAlarm(id) || FrameIds.isTime(id);
        return ours ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new LinkSession(new LinkFacts(connection, context.observations(), limits), asked, limits);
    }
}
