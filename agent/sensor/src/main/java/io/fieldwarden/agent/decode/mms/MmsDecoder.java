package io.fieldwarden.agent.decode.mms;

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
 * Manufacturing Message Specification (ISO 9506-2) as IEC 61850-8-1 and TASE.2 (IEC 60870-6) speak it: over ISO transport in
 * TCP, session, presentation and association.
 */
public final class MmsDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "mms";

    private static final int TPKT = 4;
    private static final int DATA_START = 7;

    private final MmsLimits limits = MmsLimits.standard();

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP;
    }

    /** The transport's own PDUs say nothing, S7 begins with them too: the first data PDU decides. */
    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        int at = 0;
        while (true) {
            int left = first.length() - at;
            if (left <= 0) {
                return Recognition.MAYBE;
            }
            if (first.u8(at) != 3 || (left > 1 && first.u8(at + 1) != 0)) {
                return Recognition.NO;
            }
            if (left < DATA_START + 1) {
                return Recognition.MAYBE;
            }
            int length = first.u16(at + 2);
            int type = first.u8(at + TPKT + 1) & 0xF0;
            if (type == Cotp.DATA) {
                return first.u8(at + TPKT) == 2 && length > DATA_START
                        ? data(first, at + DATA_START, at + length)
                        : Recognition.NO;
            }
            if ((type != Cotp.CONNECTION_REQUEST && type != Cotp.CONNECTION_CONFIRM) || length < DATA_START) {
                return Recognition.NO;
            }
            at += length;
        }
    }

    private static Recognition data(Window bytes, int at, int end) {
        int seen = Math.min(end, bytes.length());
        return switch (bytes.u8(at)) {
            case MmsLayers.CONNECT, 14 -> connect(bytes, at, seen, end);
            case 1 -> transfer(bytes, at, seen, end);
            default -> bare(bytes, at, end);
        };
    }

    /** Object identifier of the abstract syntax of MMS, 1.0.9506.2.1, among the presentation contexts. */
    private static Recognition connect(Window bytes, int at, int seen, int end) {
        for (int index = at; index + 5 <= seen; index++) {
            if (bytes.u8(index) == 0x28 && bytes.i32(index + 1) == 0xCA220201) {
                return Recognition.YES;
            }
        }
        if (seen < end) {
            return Recognition.MAYBE;
        }
        // an answer need not name it again: session accept with a presentation accept in it
        return bytes.u8(at) == 14 && end - at > 30 ? Recognition.LIKELY : Recognition.NO;
    }

    /** Data transfer with presentation data whose value is an MMS PDU. */
    private static Recognition transfer(Window bytes, int at, int seen, int end) {
        if (seen - at < 5) {
            return seen < end ? Recognition.MAYBE : Recognition.NO;
        }
        if (bytes.i32(at) != 0x0100_0100 || bytes.u8(at + 4) != 0x61) {
            return Recognition.NO;
        }
        int index = skip(bytes, at + 4, seen);
        if (index > 0 && index < seen && bytes.u8(index) == 0x30) {
            index = skip(bytes, index, seen);
            if (index > 0 && index + 4 <= seen && bytes.u16(index) == 0x0201 && bytes.u8(index + 3) == 0xA0) {
                index = skip(bytes, index + 3, seen);
                boolean mms = index > 0 && index < seen && MmsConversation.isPdu(bytes.u8(index));
                return mms ? Recognition.YES : index >= seen && seen < end ? Recognition.MAYBE : Recognition.NO;
            }
        }
        return seen < end ? Recognition.MAYBE : Recognition.NO;
    }

    /** Index of the contents of an element, -1 if its length is not all there. */
    private static int skip(Window bytes, int at, int seen) {
        if (at + 2 > seen) {
            return -1;
        }
        int length = bytes.u8(at + 1);
        return length < 0x80 ? at + 2 : at + 2 + (length & 0x7F);
    }

    /** MMS straight on the transport: an initiate that fills its message. */
    private static Recognition bare(Window bytes, int at, int end) {
        int tag = bytes.u8(at);
        if (!MmsConversation.isPdu(tag)) {
            return Recognition.NO;
        }
        if (at + 2 > bytes.length()) {
            return Recognition.MAYBE;
        }
        int length = bytes.u8(at + 1);
        boolean fills = length < 0x80 && at + 2 + length == end;
        if (!fills) {
            return Recognition.NO;
        }
        if (tag != 0xA8 && tag != 0xA9) {
            return Recognition.LIKELY;
        }
        return at + 2 < bytes.length() && bytes.u8(at + 2) >= 0x80 && bytes.u8(at + 2) <= 0x83
                ? Recognition.YES
                : Recognition.LIKELY;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new MmsSession(new MmsFacts(connection, context.observations(), limits), limits);
    }
}
