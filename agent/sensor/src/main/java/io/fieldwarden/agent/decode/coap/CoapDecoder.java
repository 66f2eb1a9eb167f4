package io.fieldwarden.agent.decode.coap;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** CoAP over UDP (RFC 7252), with observing (RFC 7641) and blocks (RFC 7959) as far as their options say. */
public final class CoapDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "coap";
    private static final int PORT = 5683;

    private final CoapLimits limits = CoapLimits.standard();

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
        CoapMessage message = new CoapMessage(limits);
        if (message.read(first) != null || !message.isKnownCode()) {
            return Recognition.NO;
        }
        boolean hinted =
                connection.originator().port() == PORT || connection.responder().port() == PORT;
        if (hinted) {
            return Recognition.YES;
        }
        boolean telling = message.isRequest()
                && message.tokenLength() > 0
                && !message.path().isEmpty();
        return telling ? Recognition.LIKELY : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new CoapSession(connection, context.observations(), limits);
    }
}
