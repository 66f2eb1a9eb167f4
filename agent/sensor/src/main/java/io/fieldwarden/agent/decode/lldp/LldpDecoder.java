package io.fieldwarden.agent.decode.lldp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Link Layer Discovery Protocol (IEEE 802.1AB-2016), with the TLVs of IEEE 802.1, 802.3, PROFINET and LLDP-MED. */
public final class LldpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "lldp";
    static final int ETHER_TYPE = 0x88CC;

    private static final int CHASSIS_TLV = 1 << 9;

    private final LldpLimits limits = LldpLimits.standard();

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.LINK;
    }

    /** The chassis id comes first, of 2 to 256 bytes (8.5.2). */
    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (connection.responder().port() != ETHER_TYPE || first.length() < 4) {
            return Recognition.NO;
        }
        int head = first.u16(0);
        return head >= CHASSIS_TLV + 2 && head <= CHASSIS_TLV + 256 ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new LldpSession(connection, context.observations(), limits);
    }
}
