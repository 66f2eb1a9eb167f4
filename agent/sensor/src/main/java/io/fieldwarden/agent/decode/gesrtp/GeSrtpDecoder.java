package io.fieldwarden.agent.decode.gesrtp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/**
 * GE SRTP over TCP. There is no public standard: the mailbox is laid out as is generally published about the Series 90
 * controllers.
 */
public final class GeSrtpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "gesrtp";
    /** The usual port. */
    static final int PORT = 18_245;

    private static final int MESSAGE_TYPE = 31;

    private final GeSrtpLimits limits;

    public GeSrtpDecoder() {
        this(GeSrtpLimits.standard());
    }

    GeSrtpDecoder(GeSrtpLimits limits) {
        this.limits = limits;
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP;
    }

    /** Sure only on the usual port; elsewhere a known service in a whole header only fits. */
    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        boolean hinted =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        int type = first.u8(0);
        if (type > 3 || (!hinted && type < 2)) {
            return Recognition.NO;
        }
        int seen = Math.min(first.length(), GeSrtpLimits.HEADER);
        if (type == 0) {
            for (int index = 1; index < seen; index++) {
                if (first.u8(index) != 0) {
                    return Recognition.NO;
                }
            }
        } else if (seen > 1 && first.u8(1) != 0) {
            return Recognition.NO;
        }
        if (first.length() < GeSrtpLimits.HEADER) {
            return Recognition.MAYBE;
        }
        boolean fits = type < 2 || fits(first, type);
        return fits ? hinted ? Recognition.YES : Recognition.LIKELY : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new GeSrtpSession(connection, context.observations(), limits);
    }

    private static boolean fits(Window first, int type) {
        int kind = first.u8(MESSAGE_TYPE);
        if (first.u16le(4) > GeSrtpLimits.TEXT_MAX) {
            return false;
        }
        return type == 2
                ? (kind == 0xC0 && GeSrtpService.isKnown(first.u8(42)))
                        || (kind == 0x80 && GeSrtpService.isKnown(first.u8(50)))
                : kind == 0xD4 || kind == 0x94 || kind == 0xD1;
    }
}
