package io.fieldwarden.agent.decode.iec104;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/**
 * IEC 60870-5-104, edition 2 (2006) with amendment 1 (2016), and what it takes from 60870-5-101; its plain TCP, not the
 * contents of TLS.
 */
public final class Iec104Decoder implements ProtocolDecoder {
    static final String PROTOCOL = "iec104";
    /** The registered port: a hint that lets broken messages pass, never a proof. */
    static final int PORT = 2404;

    private final Iec104Limits limits = Iec104Limits.standard();
    private final Iec104Repeats repeats = new Iec104Repeats(limits.operations());

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
        boolean hinted =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        int judged = Iec104Shape.judge(first, 0);
        if (judged == Iec104Shape.IMPOSSIBLE) {
            return hinted ? onItsPort(first, connection) : Recognition.NO;
        }
        if (judged == Iec104Shape.INCOMPLETE) {
            return Recognition.MAYBE;
        }
        return hinted ? Recognition.YES : chain(first, judged);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new Iec104Session(connection, context.observations(), repeats, limits);
    }

    /** Broken messages are for the session to tell; where the beginning was not seen, one may follow. */
    private static Recognition onItsPort(Window first, Connection connection) {
        if (first.u8(0) == Iec104Limits.START && first.length() >= Iec104Limits.APCI) {
            boolean fits = Iec104Shape.length(first, 0) <= first.length();
            return fits || first.u8(1) < Iec104Limits.LENGTH_MIN ? Recognition.YES : Recognition.LIKELY;
        }
        if (!connection.midstream()) {
            return Recognition.NO;
        }
        if (Iec104Shape.boundary(first) > 0) {
            return Recognition.YES;
        }
        // what comes first may be the rest of a message, or the old byte that a TCP keep-alive repeats
        return first.length() <= Iec104Limits.PREFIX + Iec104Limits.LENGTH_MAX ? Recognition.MAYBE : Recognition.NO;
    }

    /** Elsewhere a whole U-format is proof enough, and so are two messages in a row; one alone only fits. */
    private static Recognition chain(Window first, int judged) {
        int control = first.u8(2);
        if (judged == Iec104Shape.STRONG && (control & 3) == 3) {
            return Recognition.YES;
        }
        int end = Iec104Shape.length(first, 0);
        if (end == first.length()) {
            return Recognition.LIKELY;
        }
        return switch (Iec104Shape.judge(first, end)) {
            case Iec104Shape.IMPOSSIBLE -> Recognition.NO;
            case Iec104Shape.INCOMPLETE -> Recognition.MAYBE;
            default -> Recognition.YES;
        };
    }
}
