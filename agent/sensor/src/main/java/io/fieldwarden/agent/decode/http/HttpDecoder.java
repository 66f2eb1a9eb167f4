package io.fieldwarden.agent.decode.http;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** HTTP/1.0 and 1.1 (RFC 9110, RFC 9112); of HTTP/2 only that it is spoken (RFC 9113 3.4). */
public final class HttpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "http";

    private final HttpLimits limits = HttpLimits.standard();
    private final HttpIdentities identities = new HttpIdentities(limits.identities());

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
        if (HttpStartLine.isStatus(first, 0)) {
            return Recognition.YES;
        }
        return HttpStartLine.request(first, 0);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new HttpSession(
                connection, new HttpFacts(connection, context.observations(), identities, limits), limits);
    }
}
