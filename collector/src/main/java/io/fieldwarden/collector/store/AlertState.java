package io.fieldwarden.collector.store;

/** What people have made of an alert. */
public enum AlertState {
    OPEN,
    ACKNOWLEDGED,
    CLOSED
}
