package io.fieldwarden.agent.decode.codesys;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.decode.Verdict;
import io.fieldwarden.agent.decode.Window;
import io.fieldwarden.agent.observation.Direction;

/** V3 over UDP: each datagram is one of the router. */
final class CodesysDatagrams implements ProtocolSession {
    private final CodesysMessages messages;

    CodesysDatagrams(CodesysMessages messages) {
        this.messages = messages;
    }

    @Override
    public int decode(Direction from, Window bytes, long atNanos) {
        messages.datagram(from, bytes, 0, bytes.length(), atNanos);
        return Verdict.consumed(bytes.length());
    }

    @Override
    public void gap(Direction from, long missing, long atNanos) {
        // datagrams have none
    }

    @Override
    public void timePassed(long atNanos) {
        messages.expire(atNanos);
    }

    @Override
    public void close(long atNanos) {
        messages.close();
    }
}
