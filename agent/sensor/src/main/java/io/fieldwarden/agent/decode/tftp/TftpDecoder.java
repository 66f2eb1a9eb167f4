package io.fieldwarden.agent.decode.tftp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** TFTP (RFC 1350) with options (RFC 2347). A transfer uses a port of its own: it is known by the request before it. */
public final class TftpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "tftp";
    private static final int PORT = 69;

    private final TftpLimits limits = TftpLimits.standard();
    private final TftpTransfers transfers = new TftpTransfers(limits.transfersMax());

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
        if (first.length() < 4 || first.u8(0) != 0) {
            return Recognition.NO;
        }
        int opcode = first.u8(1);
        if (opcode == TftpSession.READ || opcode == TftpSession.WRITE) {
            return TftpRequest.fits(first) ? Recognition.YES : Recognition.NO;
        }
        boolean expected = opcode >= TftpSession.DATA && opcode <= TftpSession.OPTIONS;
        boolean hinted =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        if (expected && (transfers.find(connection) >= 0 || (hinted && opcode == TftpSession.ERROR))) {
            return Recognition.YES;
        }
        return Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new TftpSession(connection, context.observations(), transfers, limits);
    }
}
