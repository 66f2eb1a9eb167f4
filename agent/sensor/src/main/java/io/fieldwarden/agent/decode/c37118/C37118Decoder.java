package io.fieldwarden.agent.decode.c37118;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Synchrophasors over TCP and UDP, after IEEE C37.118.2-2011, and C37.118-2005 which it contains. */
public final class C37118Decoder implements ProtocolDecoder {
    static final String PROTOCOL = "c37118";

    private final C37118Limits limits;
    private final C37118Streams streams;

    public C37118Decoder() {
        this(C37118Limits.standard());
    }

    C37118Decoder(C37118Limits limits) {
        this.limits = limits;
        streams = new C37118Streams(limits.configurations());
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    /** A whole frame with the right check word, on any port. */
    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (first.u8(0) != C37118Limits.SYNC) {
            return Recognition.NO;
        }
        boolean stream = connection.transport() == Transport.TCP;
        if (first.length() < 4) {
            return stream ? Recognition.MAYBE : Recognition.NO;
        }
        if (!C37118Frame.headFits(first, 0)) {
            return Recognition.NO;
        }
        int size = first.u16(2);
        if (size > first.length()) {
            return stream ? size > 512 ? Recognition.LIKELY : Recognition.MAYBE : Recognition.NO;
        }
        return C37118Frame.checks(first, 0, size) ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new C37118Session(connection, context.observations(), streams, limits);
    }
}
