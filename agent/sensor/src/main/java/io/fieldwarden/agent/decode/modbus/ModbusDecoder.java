package io.fieldwarden.agent.decode.modbus;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/**
 * Modbus/TCP, after "MODBUS Application Protocol Specification V1.1b3" and "MODBUS Messaging on TCP/IP Implementation
 * Guide V1.0b".
 */
public final class ModbusDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "modbus";
    /** The registered port: a hint that lets broken messages pass as Modbus, never a proof. */
    static final int PORT = 502;

    private static final int FUNCTION_SEEN = ModbusLimits.HEADER + 1;

    private final ModbusLimits limits = ModbusLimits.standard();
    private final ModbusRepeats repeats = new ModbusRepeats(limits.repeatedRequests());

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
        if (hinted && first.length() >= FUNCTION_SEEN && onItsPort(first, connection)) {
            return Recognition.YES;
        }
        return ModbusShape.headerPossible(first, 0) ? byShape(first) : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        return new ModbusSession(connection, context.observations(), repeats, limits);
    }

    /** A bad length or an impossible function is for the session to tell; only both together are somebody else's. */
    private static boolean onItsPort(Window first, Connection connection) {
        if (first.u16(2) == 0) {
            boolean function = (first.u8(7) & ~ModbusFunction.EXCEPTION) != 0;
            return function || ModbusShape.lengthPossible(first.u16(4));
        }
        return connection.midstream() && ModbusFraming.boundary(first) > 0;
    }

    /** Anywhere else the whole message has to fit, and two of them where its function tells us nothing. */
    private static Recognition byShape(Window first) {
        int at = 0;
        for (int opaque = 0; opaque < 2; opaque++) {
            if (first.length() - at < FUNCTION_SEEN) {
                return Recognition.MAYBE;
            }
            int length = first.u16(at + 4);
            int end = at + ModbusLimits.PREFIX + length;
            if (end > first.length()) {
                return Recognition.MAYBE;
            }
            int shape = ModbusShape.of(first, at + ModbusLimits.HEADER, length - 1);
            if (shape == 0 || !ModbusShape.headerPossible(first, end)) {
                return Recognition.NO;
            }
            if ((shape & ModbusShape.OPAQUE) == 0) {
                return Recognition.YES;
            }
            at = end;
        }
        return Recognition.YES;
    }
}
