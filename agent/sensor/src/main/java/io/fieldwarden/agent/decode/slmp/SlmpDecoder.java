package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/**
 * SLMP, the MELSEC communication protocol in frames 3E and 4E, binary, over TCP and UDP; after Mitsubishi Electric's "SLMP
 * Reference Manual" SH-080956ENG. Messages in ASCII are recognised and their commands named.
 */
public final class SlmpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "slmp";

    private final SlmpLimits limits;
    private final SlmpRepeats repeats;

    public SlmpDecoder() {
        this(SlmpLimits.standard());
    }

    SlmpDecoder(SlmpLimits limits) {
        this.limits = limits;
        repeats = new SlmpRepeats(limits.repeats());
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    /** There is no one port: the route, the length and a known command have to fit together. */
    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        boolean stream = connection.transport() == Transport.TCP;
        if (first.length() < 2) {
            int only = first.u8(0);
            return stream && (only == 0x50 || only == 0xD0 || only == 0x54 || only == 0xD4)
                    ? Recognition.MAYBE
                    : Recognition.NO;
        }
        int prefix = SlmpHeader.prefix(first, 0);
        if (prefix == SlmpHeader.NONE) {
            return SlmpText.recognise(first, stream);
        }
        int header = prefix + SlmpHeader.ROUTE;
        if (first.length() < header + SlmpLimits.RESPONSE_MIN) {
            return stream ? Recognition.MAYBE : Recognition.NO;
        }
        int size = header + SlmpHeader.length(first, 0, prefix);
        if (!SlmpHeader.fits(first, 0, prefix) || (stream ? first.length() > size : first.length() != size)) {
            return Recognition.NO;
        }
        boolean usual = SlmpHeader.usual(first, 0, prefix);
        if (SlmpHeader.isResponse(first, 0)) {
            return usual && first.length() == size ? Recognition.LIKELY : Recognition.NO;
        }
        if (first.length() < header + SlmpLimits.REQUEST_MIN) {
            return stream ? Recognition.MAYBE : Recognition.NO;
        }
        boolean known = SlmpCommand.isKnown(first.u16le(header + 2)) && first.u8(header + 5) == 0;
        return known ? usual ? Recognition.YES : Recognition.LIKELY : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new SlmpSession(connection, context.observations(), repeats, limits);
    }
}
