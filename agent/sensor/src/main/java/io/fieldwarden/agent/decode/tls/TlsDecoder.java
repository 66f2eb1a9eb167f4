package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** SSL 3.0 to TLS 1.3 over TCP (RFC 6101, 2246, 4346, 5246, 8446), as far as it is not encrypted. */
public final class TlsDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "tls";

    private static final int HELLO_SEEN = 11;

    private final TlsLimits limits = TlsLimits.standard();
    private final TlsFingerprints fingerprints = new TlsFingerprints();
    private final TlsIdentities identities = new TlsIdentities(limits.identities());

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
        if (type == TlsRecord.APPLICATION_DATA && connection.midstream()) {
            return encrypted(first);
        }
        if (type != TlsRecord.HANDSHAKE && type != TlsRecord.ALERT) {
            return oldHello(first);
        }
        if (first.length() > 1 && first.u8(1) != 3) {
            return Recognition.NO;
        }
        if (first.length() < TlsLimits.RECORD_HEADER + 2) {
            return Recognition.MAYBE;
        }
        int length = first.u16(3);
        if (!TlsRecord.isVersion(first.u16(1)) || length == 0 || length > TlsLimits.RECORD_MAX) {
            return Recognition.NO;
        }
        if (type == TlsRecord.ALERT) {
            boolean plain = length == 2 && (first.u8(5) == 1 || first.u8(5) == 2);
            return plain ? Recognition.YES : Recognition.NO;
        }
        return hello(first);
    }

    private static Recognition hello(Window first) {
        int message = first.u8(TlsLimits.RECORD_HEADER);
        if (message != TlsMessage.CLIENT_HELLO && message != TlsMessage.SERVER_HELLO) {
            return message == 0 ? Recognition.LIKELY : Recognition.NO;
        }
        if (first.length() < HELLO_SEEN) {
            return Recognition.MAYBE;
        }
        boolean sane = first.u8(6) == 0
                && first.u24(6) >= 34
                && (first.u8(9) == 3 || first.u8(9) == 0x7F || first.u8(9) == 0x7E);
        return sane ? Recognition.YES : Recognition.NO;
    }

    /** The hello of SSL 2.0 that offers SSL 3.0 or TLS (RFC 5246 E.2). */
    private static Recognition oldHello(Window first) {
        if ((first.u8(0) & 0x80) == 0) {
            return Recognition.NO;
        }
        if (first.length() < HELLO_SEEN) {
            return first.length() > 2 && first.u8(2) != 1 ? Recognition.NO : Recognition.MAYBE;
        }
        int length = first.u16(0) & 0x7FFF;
        boolean version = first.u16(3) == 2 || (first.u8(3) == 3 && first.u8(4) <= 4);
        boolean fits =
                length == 9 + first.u16(5) + first.u16(7) + first.u16(9) && first.u16(5) % 3 == 0 && first.u16(9) >= 16;
        return first.u8(2) == 1 && version && fits && first.u16(5) > 0 ? Recognition.YES : Recognition.NO;
    }

    /** Picked up in the middle: a record of encrypted data with another behind it. */
    private static Recognition encrypted(Window first) {
        if (first.length() < TlsLimits.RECORD_HEADER) {
            return Recognition.MAYBE;
        }
        int length = first.u16(3);
        if (!TlsRecord.isVersion(first.u16(1)) || length < 16 || length > TlsLimits.RECORD_MAX) {
            return Recognition.NO;
        }
        int next = TlsLimits.RECORD_HEADER + length;
        if (first.length() < next + TlsLimits.RECORD_HEADER) {
            return Recognition.LIKELY;
        }
        return TlsRecord.isHeader(first, next) ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        TlsFacts facts = new TlsFacts(connection, context.observations(), identities, limits);
        return new TlsSession(connection, new TlsHandshake(facts, fingerprints, limits), limits);
    }
}
