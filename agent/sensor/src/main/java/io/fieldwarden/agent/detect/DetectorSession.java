package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Observation;

/** What a detector remembers of one lane's traffic. Called by one thread, in traffic order. */
@FunctionalInterface
public interface DetectorSession {
    /** Judges an observation of a kind the detector asked for. */
    void observe(Observation observation);

    /**
     * Hears of a finding, of whichever detector, that is not switched off: told as an alert, held back, or counted on one. For
     * those who join alerts into incidents.
     */
    default void found(Finding finding) {}

    /** The traffic is over: what is held back is told. */
    default void close() {}
}
