package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Multicast DNS (RFC 6762) with service discovery (RFC 6763). Only the port tells it from DNS, whose messages it uses. */
public final class MdnsDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "mdns";
    static final int PORT = 5353;
    /** Bytes a decoder is shown at most before it decides. */
    static final int SHOWN = 512;

    private final DnsLimits limits = DnsLimits.standard();

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
        boolean fits = DnsDecoder.on(connection, PORT) && DnsShape.fits(first, 0, DnsDecoder.end(first), true);
        return fits ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new MdnsSession(connection, context.observations(), limits);
    }
}
