package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** SMB 1 (MS-CIFS, MS-SMB), 2 and 3 (MS-SMB2), direct over TCP or in the NetBIOS session service (RFC 1002). */
public final class SmbDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "smb";

    private static final int NAME_LENGTH = 32;

    private final SmbLimits limits = SmbLimits.standard();
    private final SmbIdentities identities = new SmbIdentities(limits.identities());

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
        int type = first.u8(0);
        if (type != SmbFrame.MESSAGE && type != SmbFrame.SESSION_REQUEST) {
            return Recognition.NO;
        }
        if (first.length() < 8) {
            return Recognition.MAYBE;
        }
        if (type == SmbFrame.MESSAGE) {
            boolean smb = SmbFrame.isMagic(first, 4) && first.u24(1) >= SmbFrame.SHORTEST;
            return smb ? Recognition.YES : Recognition.NO;
        }
        boolean named = first.u24(1) == 2 * (NAME_LENGTH + 2) && first.u8(4) == NAME_LENGTH;
        return named && first.u8(5) >= 'A' && first.u8(5) <= 'P' ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new SmbSession(connection, new SmbFacts(connection, context.observations(), identities, limits), limits);
    }
}
