package io.fieldwarden.agent.decode.syslog;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** Syslog (RFC 5424, RFC 3164) over UDP (RFC 5426) and TCP (RFC 6587). */
public final class SyslogDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "syslog";
    private static final int PORT = 514;
    private static final int TCP_PORT = 601;

    private final SyslogLimits limits = SyslogLimits.standard();

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
        boolean stream = connection.transport() == Transport.TCP;
        int at = 0;
        if (stream && first.u8(0) >= '1' && first.u8(0) <= '9') {
            while (at < first.length() && at < 6 && SyslogShape.digit(first.u8(at))) {
                at++;
            }
            if (at == first.length()) {
                return Recognition.MAYBE;
            }
            if (first.u8(at++) != ' ') {
                return Recognition.NO;
            }
        }
        if (at < first.length() && first.u8(at) != '<') {
            return Recognition.NO;
        }
        if (stream && first.length() < at + 20) {
            return Recognition.MAYBE;
        }
        int header = at < first.length() ? SyslogShape.afterPriority(first, at) : -1;
        if (header < 0) {
            return Recognition.NO;
        }
        if (SyslogShape.structured(first, header) || SyslogShape.dated(first, header)) {
            return Recognition.YES;
        }
        int port = connection.responder().port();
        return port == PORT || port == TCP_PORT ? Recognition.YES : stream ? Recognition.NO : Recognition.LIKELY;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new SyslogSession(connection, context.observations(), limits);
    }
}
