package io.fieldwarden.agent.decode;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Transport;

/**
 * A protocol the agent understands: the plug-in, found through {@link java.util.ServiceLoader}. What is known of one connection
 * lives in the {@link ProtocolSession} it opens; a decoder keeps at most what saves work for all of them. One instance belongs
 * to one lane and is used by its thread only.
 */
public interface ProtocolDecoder {

    /** Name in lower case, for instance {@code modbus}; also the name of its page under {@code docs/protocols}. */
    String protocol();

    /** Whether it can be spoken over {@code transport}. */
    boolean over(Transport transport);

    /**
     * Judges the first bytes of one direction of a connection (or one datagram).
     *
     * @param first at least 1 byte
     */
    Recognition recognise(Window first, Direction from, Connection connection);

    /** Opens a session for a connection that was recognised. */
    ProtocolSession open(Connection connection, DecodeContext context);
}
