package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert and what people have made of it.
 *
 * @param alert its latest revision, without evidence
 * @param state what people have made of it
 * @param stateBy who set the state, empty if nobody has
 * @param stateReason the reason given, empty if none
 * @param stateAt when the state was set
 * @param receivedAt when the collector first received it
 * @param packets packets of evidence kept, 0 if none
 */
public record AlertRow(
        Alert alert,
        AlertState state,
        String stateBy,
        String stateReason,
        @Nullable Instant stateAt,
        Instant receivedAt,
        int packets) {}
