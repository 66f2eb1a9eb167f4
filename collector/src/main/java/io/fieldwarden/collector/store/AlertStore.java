package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import java.time.Instant;
import java.util.List;

/** Where alerts are kept. What {@link #append} returns for is durable. */
public interface AlertStore {

    /**
     * Stores alerts and later revisions of alerts. Doing it twice changes nothing: a revision that is not newer than the
     * one stored is known. An alert's state (open, acknowledged, closed) is not touched by a revision.
     *
     * @param agent the agent the sender's certificate names; the alerts' own agent and site fields must already agree
     */
    Stored append(String agent, List<Alert> alerts, Instant receivedAt);

    /** Changes after {@code sequence} in order, at most {@code limit}; how sinks and live views read. */
    List<Change> changesAfter(long sequence, int limit);

    /** Sequence of the latest change, 0 if there is none. */
    long lastSequence();

    /** Calls {@code listener} after each commit that brought changes; a hint only. Close the result to stop. */
    Subscription onChange(Runnable listener);

    /** Ends a subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What an append did.
     *
     * @param stored alerts or revisions that were new
     * @param known alerts or revisions that were there already
     */
    record Stored(int stored, int known) {}

    /**
     * A change to an alert.
     *
     * @param sequence its place in the store's one order, from 1, without meaning beyond order
     * @param kind what changed
     * @param alert the alert as it was after the change, without evidence
     * @param state its state after the change
     * @param by who changed the state, or the agent
     * @param reason the reason given for a state, empty if none
     * @param at when the collector made it
     */
    record Change(long sequence, Kind kind, Alert alert, AlertState state, String by, String reason, Instant at) {
        /** What can change. */
        public enum Kind {
            RAISED,
            UPDATED,
            STATE
        }
    }
}
