package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/** OPC UA in its binary encoding over TCP, after OPC 10000-4 (Services) and OPC 10000-6 (Mappings), version 1.05. */
public final class OpcuaDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "opcua";
    /** The registered port: a hint. */
    static final int PORT = 4840;

    private final OpcuaLimits limits = OpcuaLimits.standard();
    private final OpcuaRepeats repeats = new OpcuaRepeats(limits.repeatedRequests());
    private final OpcuaIdentities identities = new OpcuaIdentities(limits.identities());

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
        if (!OpcuaFraming.headerPossible(first, 0, limits.chunkBytes())) {
            return Recognition.NO;
        }
        if (first.length() < 16) {
            return Recognition.MAYBE;
        }
        return switch (first.u24(0)) {
            case OpcuaFraming.HELLO -> hello(first);
            case OpcuaFraming.ACKNOWLEDGE -> first.i32le(4) == 28 ? Recognition.YES : Recognition.NO;
            case OpcuaFraming.ERROR -> text(first, 12);
            case OpcuaFraming.REVERSE_HELLO -> reverseHello(first);
            case OpcuaFraming.OPEN -> opening(first);
            default -> message(first, connection);
        };
    }

    /** The size is that of the fields and of the URL behind them. */
    private static Recognition hello(Window first) {
        return first.length() < 32 ? Recognition.MAYBE : text(first, 28);
    }

    private static Recognition text(Window first, int at) {
        int size = Math.max(0, first.i32le(at));
        return size <= OpcuaLimits.URL_MAX && first.i32le(4) == at + 4 + size ? Recognition.YES : Recognition.NO;
    }

    private static Recognition reverseHello(Window first) {
        int server = first.i32le(8);
        if (server < 0 || server > OpcuaLimits.URL_MAX) {
            return Recognition.NO;
        }
        return first.length() < 16 + server ? Recognition.MAYBE : text(first, 12 + server);
    }

    private static Recognition opening(Window first) {
        if (!OpcuaFraming.policyPossible(first)) {
            return Recognition.NO;
        }
        return first.length() < 16 + OpcuaChannel.POLICIES.length() ? Recognition.MAYBE : Recognition.YES;
    }

    /** A message picked up in the middle: readable, or followed by another header, or whole. */
    private Recognition message(Window first, Connection connection) {
        if (first.length() < OpcuaLimits.SYMMETRIC + 4) {
            return Recognition.MAYBE;
        }
        if (OpcuaFraming.readable(first, OpcuaLimits.SYMMETRIC)) {
            return Recognition.YES;
        }
        int size = first.i32le(4);
        boolean port =
                connection.responder().port() == PORT || connection.originator().port() == PORT;
        if (size > first.length()) {
            return port ? Recognition.YES : Recognition.LIKELY;
        }
        return OpcuaFraming.headerPossible(first, size, limits.chunkBytes()) ? Recognition.YES : Recognition.NO;
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        OpcuaFacts facts = new OpcuaFacts(connection, context.observations(), limits);
        return new OpcuaSession(connection, facts, new OpcuaSession.Shared(repeats, identities), limits);
    }
}
