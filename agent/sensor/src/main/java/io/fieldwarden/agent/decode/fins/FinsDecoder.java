package io.fieldwarden.agent.decode.fins;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Omron FINS over UDP and TCP, after "Communications Commands Reference Manual" W342 and "FINS Commands" W227. */
public final class FinsDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "fins";
    /** The usual port: a hint, never a proof. */
    static final int PORT = 9600;

    private static final int COMMAND_MAX = 6;

    private final FinsLimits limits;
    private final FinsRepeats repeats;

    public FinsDecoder() {
        this(FinsLimits.standard());
    }

    FinsDecoder(FinsLimits limits) {
        this.limits = limits;
        repeats = new FinsRepeats(limits.repeats());
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
        return connection.transport() == Transport.TCP ? stream(first) : datagram(first, connection);
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new FinsSession(connection, context.observations(), repeats, limits);
    }

    private static Recognition stream(Window first) {
        int seen = Math.min(first.length(), Integer.BYTES);
        for (int index = 0; index < seen; index++) {
            if (first.u8(index) != ((FinsLimits.MAGIC >>> (24 - 8 * index)) & 0xFF)) {
                return Recognition.NO;
            }
        }
        if (first.length() < FinsLimits.TCP_HEADER) {
            return Recognition.MAYBE;
        }
        long length = first.u32(4);
        boolean fits = length >= FinsLimits.LENGTH_MIN && length <= FinsLimits.LENGTH_MAX;
        return fits && first.u32(8) <= COMMAND_MAX ? Recognition.YES : Recognition.NO;
    }

    /** On the usual port a plausible header and a known command; elsewhere they only fit. */
    private static Recognition datagram(Window first, Connection connection) {
        if (first.length() < FinsLimits.HEADER + 2
                || (first.u8(0) & 0x3E) != 0
                || first.u8(1) != 0
                || first.u8(2) > FinsLimits.GATEWAYS_MAX
                || first.u8(3) > FinsLimits.NETWORK_MAX
                || first.u8(6) > FinsLimits.NETWORK_MAX
                || !FinsCommand.isKnown(first.u16(FinsLimits.HEADER))) {
            return Recognition.NO;
        }
        boolean response = (first.u8(0) & FinsLimits.RESPONSE) != 0;
        if (response && first.length() < FinsLimits.HEADER + 4) {
            return Recognition.NO;
        }
        boolean hinted =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        if (hinted) {
            return Recognition.YES;
        }
        boolean usual = (first.u8(0) & FinsLimits.GATEWAY) != 0 && first.u8(2) == 2;
        return usual ? Recognition.LIKELY : Recognition.NO;
    }
}
