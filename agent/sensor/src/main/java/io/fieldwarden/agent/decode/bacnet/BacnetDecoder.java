package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** BACnet over IPv4 (Annex J), IPv6 (Annex U) and Ethernet (clause 7), after ANSI/ASHRAE 135-2020. */
public final class BacnetDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "bacnet";
    /** UDP port 0xBAC0: a hint, never a proof; sites with several networks use the following ports as well. */
    static final int PORT = 0xBAC0;
    /** Service access point of BACnet in an IEEE 802.2 header. */
    static final int LLC = 0x82;

    private static final int PORTS = 16;

    private final BacnetLimits limits;
    private final BacnetRepeats repeats;
    private final BacnetFacts.Known known;

    public BacnetDecoder() {
        this(BacnetLimits.standard());
    }

    BacnetDecoder(BacnetLimits limits) {
        this.limits = limits;
        repeats = new BacnetRepeats(limits.repeatedRequests());
        known = new BacnetFacts.Known(limits.identities());
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.UDP || transport == Transport.LINK;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (connection.transport() == Transport.LINK) {
            return connection.responder().port() == LLC && isFrame(first) ? Recognition.YES : Recognition.NO;
        }
        if (first.length() < BacnetLimits.BVLC_HEADER || !BvlcReader.possible(first)) {
            return Recognition.NO;
        }
        if (isHinted(connection)) {
            return Recognition.YES;
        }
        boolean exact = first.u16(2) == first.length();
        int network = BvlcReader.network(first);
        if (network > 0) {
            return exact && BacnetNpdu.possible(first, network) ? Recognition.YES : Recognition.NO;
        }
        return exact ? Recognition.LIKELY : Recognition.NO;
    }

    private static boolean isFrame(Window first) {
        return first.length() >= BacnetLimits.LLC_HEADER + 2
                && first.u8(0) == LLC
                && first.u8(1) == LLC
                && first.u8(2) == 3
                && BacnetNpdu.possible(first, BacnetLimits.LLC_HEADER);
    }

    private static boolean isHinted(Connection connection) {
        return isHinted(connection.originator().port())
                || isHinted(connection.responder().port());
    }

    private static boolean isHinted(int port) {
        return port >= PORT && port < PORT + PORTS;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new BacnetSession(new BacnetFacts(connection, context.observations(), known, limits), repeats, limits);
    }
}
