package io.fieldwarden.agent.decode.snmp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** SNMP versions 1 (RFC 1157), 2c (RFC 1901, RFC 3416) and 3 (RFC 3412, RFC 3414) over UDP. */
public final class SnmpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "snmp";

    static final int SEQUENCE = 0x30;
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;

    private static final int AGENT_PORT = 161;
    private static final int TRAP_PORT = 162;

    private final SnmpLimits limits = SnmpLimits.standard();

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
        int at = header(first);
        if (at < 0 || at + 5 > first.length() || first.u8(at) != INTEGER || first.u8(at + 1) != 1) {
            return Recognition.NO;
        }
        int version = first.u8(at + 2);
        int next = first.u8(at + 3);
        boolean fits = switch (version) {
            case 0, 1 -> next == OCTETS && pduFollows(first, at + 3);
            case 3 -> next == SEQUENCE && globalFollows(first, at + 3);
            default -> false;
        };
        if (fits) {
            return Recognition.YES;
        }
        return next == OCTETS && hinted(connection) ? Recognition.LIKELY : Recognition.NO;
    }

    private static boolean hinted(Connection connection) {
        int one = connection.originator().port();
        int other = connection.responder().port();
        return one == AGENT_PORT || other == AGENT_PORT || one == TRAP_PORT || other == TRAP_PORT;
    }

    /** Where the contents of the outer sequence begin, -1 if it is none that fills the datagram. */
    private static int header(Window first) {
        if (first.length() < 3 || first.u8(0) != SEQUENCE) {
            return -1;
        }
        int size = first.u8(1);
        int at = 2;
        if (size >= 0x80) {
            int count = size & 0x7F;
            if (count == 0 || count > 4 || first.length() < 2 + count) {
                return -1;
            }
            size = 0;
            for (int index = 0; index < count; index++) {
                size = (size << 8) | first.u8(at++);
            }
        }
        return size >= first.length() - at && size < 65_536 ? at : -1;
    }

    /** Whether a PDU of a known kind stands behind the community. */
    private static boolean pduFollows(Window first, int at) {
        int size = first.u8(at + 1);
        int pdu = at + 2 + size;
        if (size == 0x81 && at + 2 < first.length()) {
            pdu = at + 3 + first.u8(at + 2);
        } else if (size > 0x80) {
            return false;
        }
        return pdu >= first.length() || (first.u8(pdu) >= 0xA0 && first.u8(pdu) <= 0xA8);
    }

    /** Whether the header data of version 3 begins with the identifier of the message. */
    private static boolean globalFollows(Window first, int at) {
        return at + 4 <= first.length() && first.u8(at + 1) < 0x40 && first.u8(at + 2) == INTEGER;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new SnmpSession(connection, context.observations(), limits);
    }
}
