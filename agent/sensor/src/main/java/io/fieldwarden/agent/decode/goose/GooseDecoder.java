package io.fieldwarden.agent.decode.goose;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Generic Object Oriented Substation Event (IEC 61850-8-1), directly on Ethernet. */
public final class GooseDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "goose";
    static final int ETHER_TYPE = 0x88B8;
    /** APPID, length, two reserved fields. */
    static final int HEADER = 8;

    private final GooseLimits limits = GooseLimits.standard();

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
        if (connection.responder().port() != ETHER_TYPE || first.length() <= HEADER) {
            return Recognition.NO;
        }
        int tag = first.u8(HEADER);
        boolean ours = tag == GooseMessage.GOOSE || tag == GooseMessage.MANAGEMENT;
        return ours ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new GooseSession(connection, context.observations(), limits);
    }
}
