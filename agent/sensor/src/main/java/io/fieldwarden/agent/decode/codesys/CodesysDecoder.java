package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.DecodeContext;
import io.fieldwarden.agent.decode.ProtocolDecoder;
import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Recognition;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Transport;
import java.util.HashMap;
import java.util.Map;

/** CODESYS V3 over TCP and UDP, V2 over TCP. The vendor publishes no specification; the page of the protocol says what this follows. */
public final class CodesysDecoder implements ProtocolDecoder {
    static final String PROTOCOL = "codesys";
    /** What every block over TCP begins with. */
    static final int BLOCK_MAGIC = 0x000117E8;

    static final int BLOCK_HEADER = 8;

    private final CodesysLimits limits;
    /** Operations by group and service: steady monitoring builds its own once. */
    private final Map<Integer, Operation> operations = new HashMap<>();

    /** As {@link java.util.ServiceLoader} makes it. */
    public CodesysDecoder() {
        this(CodesysLimits.DEFAULT);
    }

    public CodesysDecoder(CodesysLimits limits) {
        this.limits = limits;
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean over(Transport transport) {
        return transport == Transport.TCP || transport == Transport.UDP;
    }

    @Override
    public Recognition recognise(Window first, Direction from, Connection connection) {
        if (connection.transport() == Transport.UDP) {
            return datagram(first);
        }
        int start = first.u8(0);
        if (start == 0xBB) {
            return CodesysV2Session.recognise(first);
        }
        return start == 0 ? block(first) : Recognition.NO;
    }

    private Recognition block(Window first) {
        int seen = Math.min(first.length(), 4);
        for (int index = 0; index < seen; index++) {
            if (first.u8(index) != (BLOCK_MAGIC >>> (24 - 8 * index) & 0xFF)) {
                return Recognition.NO;
            }
        }
        if (first.length() < BLOCK_HEADER + CodesysDatagram.HEADER) {
            return Recognition.MAYBE;
        }
        boolean fits = lengthPossible(first.i32le(4), limits) && CodesysDatagram.plausible(first, BLOCK_HEADER);
        return fits ? Recognition.YES : Recognition.NO;
    }

    static boolean lengthPossible(int length, CodesysLimits limits) {
        return length >= BLOCK_HEADER + CodesysDatagram.HEADER && length <= limits.blockBytesMax();
    }

    /** The datagram's header alone is weak: what is in it has to fit too. */
    private static Recognition datagram(Window first) {
        if (first.length() < CodesysDatagram.HEADER || !CodesysDatagram.plausible(first, 0)) {
            return Recognition.NO;
        }
        int payload = CodesysDatagram.payload(first, 0);
        int left = first.length() - payload;
        return switch (first.u8(3)) {
            case CodesysDatagram.NAME_REQUEST, CodesysDatagram.NAME_RESPONSE ->
                left >= CodesysNodeInfo.HEAD && CodesysNames.isPackage(first.u16le(payload))
                        ? Recognition.YES
                        : Recognition.NO;
            case CodesysDatagram.CHANNEL ->
                left >= 4 && CodesysChannel.isCommand(first.u8(payload)) ? Recognition.YES : Recognition.NO;
            default -> left >= 0 ? Recognition.LIKELY : Recognition.NO;
        };
    }

    @Override
    public ProtocolSession open(Connection connection, DecodeContext context) {
        if (connection.transport() == Transport.TCP) {
            return new CodesysStream(connection, context.observations(), limits, operations);
        }
        return new CodesysDatagrams(new CodesysMessages(connection, context.observations(), limits, operations));
    }
}
