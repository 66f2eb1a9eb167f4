package io.fieldwarden.agent.decode.hartip;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** HART-IP over UDP and TCP (FieldComm Group TS20085) and the HART commands it carries (TS20127, TS20151). */
public final class HartIpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "hartip";
    /** The registered port: a hint, never a proof. */
    static final int PORT = 5094;

    private final HartIpLimits limits;
    private final HartIpOperations operations;

    public HartIpDecoder() {
        this(HartIpLimits.standard());
    }

    HartIpDecoder(HartIpLimits limits) {
        this.limits = limits;
        operations = new HartIpOperations(limits.operations());
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.UDP || transport == Transport.TCP;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (first.u8(0) != 1 && first.u8(0) != 2) {
            return Recognition.NO;
        }
        boolean stream = connection.transport() == Transport.TCP;
        if (first.length() < HartIpLimits.HEADER) {
            return stream ? Recognition.MAYBE : Recognition.NO;
        }
        int size = first.u16(6);
        if (!HartIpShape.headerFits(first, 0) || (!stream && size != first.length())) {
            return Recognition.NO;
        }
        if (size > first.length()) {
            return Recognition.MAYBE;
        }
        boolean hinted =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        return contents(first, size, hinted);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new HartIpSession(connection, context.observations(), operations, limits);
    }

    /** A frame with the right check byte is proof anywhere; the short messages of a session only on the usual port. */
    private static Recognition contents(Window first, int size, boolean hinted) {
        boolean request = first.u8(1) == HartIpShape.REQUEST;
        boolean fits = switch (first.u8(2)) {
            case HartIpShape.INITIATE -> size == HartIpLimits.INITIATE && first.u8(8) <= 1;
            case HartIpShape.CLOSE, HartIpShape.KEEP_ALIVE -> size == HartIpLimits.HEADER;
            case HartIpShape.TOKEN_PASSING -> {
                int at = HartIpShape.delimiter(first, HartIpLimits.HEADER, size);
                yield HartIpShape.frameFits(first, at, size);
            }
            default -> hinted && size > HartIpLimits.HEADER;
        };
        if (!fits) {
            return hinted && first.u8(3) != 0 && !request ? Recognition.YES : Recognition.NO;
        }
        return hinted || first.u8(2) == HartIpShape.TOKEN_PASSING ? Recognition.YES : Recognition.LIKELY;
    }
}
