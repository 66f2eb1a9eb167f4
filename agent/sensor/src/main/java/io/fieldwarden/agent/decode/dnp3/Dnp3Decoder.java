package io.fieldwarden.agent.decode.dnp3;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** DNP3 over TCP and UDP, after IEEE 1815-2012. */
public final class Dnp3Decoder implements ProtocolDecoder {
    static final String PROTOCOL = "dnp3";
    /** The registered port: a hint that lets broken frames pass as DNP3, never a proof. */
    static final int PORT = 20_000;

    private final Dnp3Limits limits = Dnp3Limits.standard();
    private final Dnp3Facts.Names names = new Dnp3Facts.Names(limits.repeats());
    private final Dnp3Repeats repeats = new Dnp3Repeats(limits.repeats());

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
        if (Dnp3Frame.possible(first, 0)) {
            return first.length() >= Dnp3Limits.HEADER ? Recognition.YES : Recognition.MAYBE;
        }
        boolean hinted =
                connection.originator().port() == PORT || connection.responder().port() == PORT;
        boolean started = first.u8(0) == Dnp3Frame.START_1 && (first.length() < 2 || first.u8(1) == Dnp3Frame.START_2);
        if (hinted && started && first.length() >= Dnp3Limits.HEADER) {
            return Recognition.YES; // the session tells what is wrong with it
        }
        return hinted || connection.midstream() ? within(first) : Recognition.NO;
    }

    /** A frame may start further on, where the beginning was not seen or the line was noisy. */
    private static Recognition within(Window first) {
        int at = Dnp3Frame.next(first, 1);
        return first.length() - at >= Dnp3Limits.HEADER ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        Dnp3Facts facts = new Dnp3Facts(connection, context.observations(), names, limits);
        return new Dnp3Session(connection, facts, repeats, limits);
    }
}
