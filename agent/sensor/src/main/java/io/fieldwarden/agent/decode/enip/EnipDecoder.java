package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/**
 * EtherNet/IP and CIP, after "The CIP Networks Library", volume 1 (Common Industrial Protocol) and volume 2 (EtherNet/IP
 * Adaptation of CIP).
 */
public final class EnipDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "enip";
    /** The registered port: a hint that lets weak first messages pass, never a proof. */
    static final int PORT = 44_818;

    private final EnipLimits limits = EnipLimits.standard();
    private final EnipShared shared = new EnipShared(
            new EnipRepeats(limits.repeatedRequests(), limits.repeatedBytes()),
            new EnipLinks(limits.links()),
            new EnipCarriers(limits.carriers()));

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (connection.transport() == Transport.UDP && EnipShape.io(first)) {
            return Recognition.YES;
        }
        if (!EnipShape.headerPossible(first, 0)) {
            return Recognition.NO;
        }
        if (first.length() < EnipLimits.HEADER) {
            return connection.transport() == Transport.UDP ? Recognition.NO : Recognition.MAYBE;
        }
        boolean hinted =
                connection.originator().port() == PORT || connection.responder().port() == PORT;
        if (hinted || EnipShape.convincing(first, 0)) {
            return Recognition.YES;
        }
        boolean more = connection.transport() == Transport.TCP
                && first.length() < EnipLimits.HEADER + Math.min(12, first.u16le(2));
        return more ? Recognition.MAYBE : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new EnipSession(connection, context.observations(), shared, limits);
    }
}
