package io.fieldwarden.agent.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: exponential with full jitter, so that a thousand agents do not come back at once. */
final class Backoff {
    private static final int DOUBLINGS_MAX = 20;

    private final UplinkLimits limits;
    private final RandomGenerator random;
    private int failures;

    Backoff(UplinkLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    /** After a success the next pause is short again. */
    void reset() {
        failures = 0;
    }

    /** The next pause: anything from nothing to the present ceiling. */
    Duration next() {
        long ceiling = limits.pauseFirst().toMillis() << Math.min(failures, DOUBLINGS_MAX);
        failures++;
        long longest = Math.min(ceiling, limits.pauseMax().toMillis());
        return Duration.ofMillis(random.nextLong(longest + 1));
    }

    /** A pause that was asked for, with up to a tenth on top, for the same reason. */
    Duration asked(Duration retryAfter) {
        return retryAfter.plusMillis(random.nextLong(retryAfter.toMillis() / 10 + 1));
    }
}
