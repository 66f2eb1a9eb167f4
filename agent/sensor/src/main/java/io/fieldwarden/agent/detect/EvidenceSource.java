package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.contract.Evidence;
import java.util.Optional;

/** Gives the packets around a sighting while they are still remembered. */
@FunctionalInterface
public interface EvidenceSource {
    /**
     * @param connectionId the conversation, or 0 for the latest packets of any
     * @param atNanos time of the sighting
     */
    Optional<Evidence> around(long connectionId, long atNanos);
}
