package io.fieldwarden.agent.decode.vnc;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** VNC: the remote framebuffer protocol (RFC 6143) up to where pictures begin. */
public final class VncDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "vnc";

    private final VncLimits limits = VncLimits.standard();
    private final VncIdentities identities = new VncIdentities(limits.identities());

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
        return VncVersion.recognise(first);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new VncSession(connection, new VncFacts(connection, context.observations(), identities), limits);
    }
}
