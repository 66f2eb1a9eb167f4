package io.fieldwarden.agent.decode.dns;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** DNS over UDP and TCP (RFC 1035, RFC 7766), also link-local name resolution (LLMNR, RFC 4795). */
public final class DnsDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "dns";
    private static final int PORT = 53;
    static final int LINK_LOCAL_PORT = 5355;
    private static final int NETBIOS_PORT = 137;

    private final DnsLimits limits = DnsLimits.standard();

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
        if (on(connection, MdnsDecoder.PORT) || on(connection, NETBIOS_PORT)) {
            return Recognition.NO; // NetBIOS names have the same shape
        }
        boolean hinted = on(connection, PORT) || on(connection, LINK_LOCAL_PORT);
        if (connection.transport() == Transport.UDP) {
            return DnsShape.fits(first, 0, end(first), hinted) ? Recognition.YES : Recognition.NO;
        }
        return stream(first, hinted);
    }

    /** Of a long datagram only the beginning is shown. */
    static int end(Window first) {
        return first.length() >= MdnsDecoder.SHOWN ? Integer.MAX_VALUE : first.length();
    }

    static boolean on(Connection connection, int port) {
        return connection.originator().port() == port || connection.responder().port() == port;
    }

    private static Recognition stream(Window first, boolean hinted) {
        int there = first.length();
        if (there < DnsLimits.PREFIX) {
            return Recognition.MAYBE;
        }
        int length = first.u16(0);
        if (length < DnsLimits.HEADER) {
            return Recognition.NO;
        }
        if (there < DnsLimits.PREFIX + DnsLimits.HEADER) {
            return there >= 6 && !opcodePossible(first) ? Recognition.NO : Recognition.MAYBE;
        }
        int end = DnsLimits.PREFIX + length;
        if (DnsShape.fits(first, DnsLimits.PREFIX, end, hinted)) {
            return Recognition.YES;
        }
        boolean more = there < end && there < MdnsDecoder.SHOWN && first.u16(6) == 1 && opcodePossible(first);
        return more && questionOpen(first) ? Recognition.MAYBE : Recognition.NO;
    }

    private static boolean opcodePossible(Window first) {
        int opcode = (first.u16(4) >> 11) & 15;
        return opcode != 3 && opcode <= 6;
    }

    /** Whether the question has not ended yet. */
    private static boolean questionOpen(Window first) {
        int at = DnsLimits.PREFIX + DnsLimits.HEADER;
        while (at < first.length()) {
            int length = first.u8(at);
            if (length == 0 || length > 63) {
                return length == 0 && at + 5 > first.length();
            }
            at += 1 + length;
        }
        return true;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new DnsSession(connection, context.observations(), limits);
    }
}
