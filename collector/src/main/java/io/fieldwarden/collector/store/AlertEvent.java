package io.fieldwarden.collector.store;

import io.fieldwarden.collector.store.AlertStore.Change;
import java.time.Instant;

/**
 * One line of an alert's history.
 *
 * @param sequence its place in the store's order
 * @param kind raised, updated or a state set
 * @param state the state after it
 * @param by the agent, or who set the state
 * @param reason the reason given, empty if none
 * @param at when the collector recorded it
 * @param revision the alert's revision after it
 */
public record AlertEvent(
        long sequence, Change.Kind kind, AlertState state, String by, String reason, Instant at, int revision) {}
