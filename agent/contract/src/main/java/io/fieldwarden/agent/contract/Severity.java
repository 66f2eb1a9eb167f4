package io.fieldwarden.agent.contract;

/** How bad it is if the alert is true, lowest first; the order decides what a full spool gives up first. */
public enum Severity {
    INFO,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
