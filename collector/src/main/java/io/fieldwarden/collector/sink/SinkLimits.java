package io.fieldwarden.collector.sink;

import java.time.Duration;

/**
 * Limits of every sink.
 *
 * @param batch changes read from the store at once
 * @param unconfirmed changes handed over and not yet confirmed; more wait in the store
 * @param poll how often an unconfirmed sink is asked again
 * @param idle how long a sink waits without a hint before it looks for changes
 * @param retryFirst first wait after a failure; it doubles with each
 * @param retryMax longest wait after a failure
 */
public record SinkLimits(
        int batch, int unconfirmed, Duration poll, Duration idle, Duration retryFirst, Duration retryMax) {

    /** What we ship. */
    public static SinkLimits standard() {
        return new SinkLimits(
                256,
                10_000,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1));
    }
}
