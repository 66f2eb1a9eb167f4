package io.fieldwarden.agent.capture.broker;

import java.util.List;

/** One connection's life with a broker: opened once, then open until it is lost or closed. */
interface BrokerSession extends AutoCloseable {
    /** Where a session puts what it hears; called from threads of its client, and never made to wait. */
    interface Listener {
        void publication(String topic, byte[] payload, int qos, boolean retained);

        /** The connection has ended. */
        void lost(String why);
    }

    /**
     * Connects and subscribes.
     *
     * @return topic filters that the broker refused
     * @throws BrokerException if it does not work; {@link #close} is still to be called
     */
    List<String> open() throws BrokerException;

    /** Whether the client believes to be connected. */
    boolean connected();

    /** Says good-bye if connected and frees everything. */
    @Override
    void close();
}
