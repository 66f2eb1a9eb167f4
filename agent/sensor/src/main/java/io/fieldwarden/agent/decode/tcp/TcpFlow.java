package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;

/** A TCP conversation: both streams and how far the handshake came. */
final class TcpFlow extends Flow {
    final Stream originatorStream = new Stream();
    final Stream responderStream = new Stream();
    /** A SYN with another sequence number was seen while it was open; an answer to it makes it a new connection. */
    boolean reopening;
    /** Initial sequence number of that SYN. */
    int reopeningSequence;

    TcpFlow(FlowKey key, Connection connection, boolean originatorHigh) {
        super(key, connection, originatorHigh);
    }

    Stream stream(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? originatorStream : responderStream;
    }
}
