package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Observation;
import java.util.List;
import java.util.Set;

/**
 * Judges one matter: the plug-in, found through {@link java.util.ServiceLoader}. Stateless; what it remembers of one lane's
 * traffic lives in the {@link DetectorSession} it opens.
 */
public interface Detector {

    /** Name in lower case with hyphens, as configuration and heartbeat call it. */
    String name();

    /** The alert types it raises, and how each is suppressed. */
    List<Raise> raises();

    /** Which duller alerts one of its alerts makes superfluous. */
    default List<Cover> covers() {
        return List.of();
    }

    /** Numbers that configuration may change, with their defaults. */
    default List<Threshold> thresholds() {
        return List.of();
    }

    /** The kinds of observation it wants. */
    Set<Class<? extends Observation>> sees();

    /** Whether its sessions want to hear of the findings of other detectors. */
    default boolean hearsFindings() {
        return false;
    }

    /** Opens a session for one lane. */
    DetectorSession open(DetectContext context);
}
