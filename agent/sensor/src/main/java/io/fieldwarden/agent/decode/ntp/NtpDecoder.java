package io.fieldwarden.agent.decode.ntp;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** NTP (RFC 5905, RFC 1305) and SNTP (RFC 4330), with its control messages (RFC 9327) and the private ones of ntpd. */
public final class NtpDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "ntp";
    private static final int PORT = 123;
    private static final int STRATUM_MAX = 16;

    private final NtpLimits limits = NtpLimits.standard();

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
        int version = (first.u8(0) >> 3) & 7;
        int mode = first.u8(0) & 7;
        if (version < 1 || version > 4) {
            return Recognition.NO;
        }
        boolean hinted =
                connection.originator().port() == PORT || connection.responder().port() == PORT;
        if (mode >= 1 && mode <= 5) {
            return clock(first, version, hinted);
        }
        boolean control = mode == 6 && first.length() >= NtpLimits.CONTROL_HEADER;
        boolean secret = mode == 7 && first.length() >= NtpLimits.PRIVATE_HEADER;
        return hinted && (control || secret) ? Recognition.YES : Recognition.NO;
    }

    private static Recognition clock(Window first, int version, boolean hinted) {
        if (first.length() < NtpLimits.HEADER || first.u8(1) > STRATUM_MAX || (first.length() & 3) != 0) {
            return Recognition.NO;
        }
        if (hinted) {
            return Recognition.YES;
        }
        boolean poll = first.u8(2) <= 17;
        boolean timed = first.i64(40) != 0;
        return version >= 3 && first.length() == NtpLimits.HEADER && poll && timed
                ? Recognition.LIKELY
                : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new NtpSession(connection, context.observations(), limits);
    }
}
