package io.fieldwarden.collector.sink;

import io.fieldwarden.collector.store.AlertStore.Change;
import java.io.IOException;
import java.util.List;

/**
 * A way out for alerts. Used by one thread. After an {@link IOException} the sink is closed, and later a new one is opened
 * and given everything again that was not confirmed: a receiver may see a change twice, never miss one.
 */
public interface Sink extends AutoCloseable {

    /**
     * Hands changes to the receiver, in order.
     *
     * @param changes may be empty when nothing up to {@code mark} concerns this sink
     * @param mark sequence up to which the store has been read with this
     * @throws IOException if the receiver cannot be reached or breaks off
     */
    void deliver(List<Change> changes, long mark) throws IOException, InterruptedException;

    /**
     * The highest mark up to which the receiver has everything for good, as far as its protocol lets us know; 0 if none yet.
     * Asked for after each delivery and several times a second while something is unconfirmed.
     *
     * @throws IOException if the receiver broke off, so that what is unconfirmed may be lost
     */
    long confirmed() throws IOException, InterruptedException;

    @Override
    void close();
}
