package io.fieldwarden.agent.observation;

import org.jspecify.annotations.Nullable;

/**
 * Traffic that breaks its own protocol. A fact, not a verdict: whether it matters is for detectors.
 *
 * @param atNanos time of the frame
 * @param connection the conversation, if the frame belongs to one
 * @param anomaly which rule was broken
 * @param detail the value found and what was expected, bounded in length
 */
public record AnomalySeen(long atNanos, @Nullable Connection connection, Anomaly anomaly, String detail)
        implements Observation {}
