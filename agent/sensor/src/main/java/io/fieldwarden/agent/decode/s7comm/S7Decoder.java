package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.decode.Cotp;
import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/**
 * S7comm and S7comm-plus in COTP class 0 (X.224) and TPKT (RFC 1006). Siemens has not published either; field names and
 * layouts follow Wireshark's dissector and the public clients.
 */
public final class S7Decoder implements ProtocolDecoder {
    static final String PROTOCOL = "s7comm";
    static final String PLUS = "s7comm-plus";
    /** ISO-TSAP: a hint, never a proof, since MMS and others use it too. */
    static final int PORT = 102;

    /** Connection types of a TSAP: PG, OP, other (basic) and the rest that CPUs take. */
    private static final int CONNECTION_TYPE_MAX = 0x1F;

    private static final int SMALLEST = 7;

    private final S7Limits limits = S7Limits.standard();
    private final S7Repeats repeats = new S7Repeats(limits.repeatedRequests());
    private final Cotp cotp = new Cotp();
    private final Window rest = new Window();

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
        boolean hinted =
                connection.originator().port() == PORT || connection.responder().port() == PORT;
        int at = 0;
        while (at < first.length()) {
            int size = cotp.read(rest.over(first, at, first.length() - at));
            if (size == Cotp.NOT_TPKT) {
                return hinted && connection.midstream() ? inStream(first) : Recognition.NO;
            }
            if (size == Cotp.INCOMPLETE) {
                return incomplete(first.length() - at);
            }
            Recognition found = pdu(connection, hinted);
            if (found != Recognition.MAYBE) {
                return found;
            }
            at += size;
        }
        return Recognition.MAYBE;
    }

    /** A message begun: its kind may be there already. */
    private Recognition incomplete(int there) {
        boolean header = there > SMALLEST
                && rest.u8(4) == 2
                && rest.u8(5) == Cotp.DATA
                && (rest.u8(SMALLEST) == S7Message.PROTOCOL_ID || rest.u8(SMALLEST) == S7PlusFrame.PROTOCOL_ID);
        return there <= SMALLEST || header ? Recognition.MAYBE : mayBeLater(there);
    }

    private Recognition mayBeLater(int there) {
        return rest.u8(5) == Cotp.DATA && there > SMALLEST ? Recognition.NO : Recognition.MAYBE;
    }

    private Recognition pdu(Connection connection, boolean hinted) {
        return switch (cotp.type()) {
            case Cotp.CONNECTION_REQUEST, Cotp.CONNECTION_CONFIRM -> tsap();
            case Cotp.DISCONNECT_REQUEST, Cotp.DISCONNECT_CONFIRM, Cotp.ERROR -> Recognition.MAYBE;
            case Cotp.DATA -> data(connection, hinted);
            default -> Recognition.NO;
        };
    }

    /** What is carried decides. An S7 connection may begin with empty data PDUs, which CPUs send to keep it alive. */
    private Recognition data(Connection connection, boolean hinted) {
        int size = cotp.dataLength();
        int at = cotp.dataStart();
        if (size == 0) {
            return Recognition.MAYBE;
        }
        int id = rest.u8(at);
        if (id == S7Message.PROTOCOL_ID) {
            return size >= S7Message.HEADER && S7Message.headerFits(rest, at, size) ? Recognition.YES : Recognition.NO;
        }
        if (id == S7PlusFrame.PROTOCOL_ID) {
            return S7PlusFrame.headerFits(rest, at, size) ? Recognition.YES : Recognition.NO;
        }
        return hinted && connection.midstream() && !cotp.lastOfData() ? Recognition.MAYBE : Recognition.NO;
    }

    /**
     * S7 names the partner by connection type and rack and slot, or by name ({@code SIMATIC-ROOT-HMI}); MMS uses numbers
     * that look alike, so that a request alone proves nothing.
     */
    private Recognition tsap() {
        int length = cotp.calledTsapLength();
        if (length >= 7 && startsWith(cotp.calledTsap(), "SIMATIC")) {
            return Recognition.YES;
        }
        boolean typical =
                length == 2 && rest.u8(cotp.calledTsap()) >= 1 && rest.u8(cotp.calledTsap()) <= CONNECTION_TYPE_MAX;
        return typical || length > 0 ? Recognition.MAYBE : Recognition.NO;
    }

    private boolean startsWith(int at, String text) {
        for (int index = 0; index < text.length(); index++) {
            if (rest.u8(at + index) != text.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    /** The first bytes may be the end of a message whose beginning was not seen. */
    private Recognition inStream(Window first) {
        return S7Message.boundary(first, 0) >= 0 ? Recognition.YES : Recognition.MAYBE;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new S7Session(connection, context.observations(), repeats, limits);
    }
}
