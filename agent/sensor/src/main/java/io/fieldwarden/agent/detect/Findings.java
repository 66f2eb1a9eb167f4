package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Address;

/** Where findings go. */
public interface Findings {

    /** Takes a sighting; it becomes an alert, or is counted on one. */
    void raise(Finding finding);

    /** Whether what {@code who} does now must not become normal, because an alert says it attacks. */
    boolean suspected(Address who);
}
