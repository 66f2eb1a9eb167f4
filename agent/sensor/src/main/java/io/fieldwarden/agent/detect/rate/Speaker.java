package io.fieldwarden.agent.detect.rate;

import io.fieldwarden.agent.baseline.Measure;
import io.fieldwarden.agent.observation.Endpoint;
import org.jspecify.annotations.Nullable;

/** A device that speaks. */
final class Speaker {
    static final double NEVER = Double.POSITIVE_INFINITY;

    final Endpoint device;
    /** What was learned of its pauses, if anything. */
    final @Nullable Measure pauses;

    long heardNanos;
    /** Silence in seconds that is too long, {@link #NEVER} for a device without a steady rhythm, NaN until it is known. */
    double mostSeconds = Double.NaN;
    /** Whether its present silence has been told. */
    boolean told;

    Speaker(Endpoint device, @Nullable Measure pauses, long atNanos) {
        this.device = device;
        this.pauses = pauses;
        this.heardNanos = atNanos;
    }
}
