package io.fieldwarden.agent.uplink;

import java.time.Duration;

/**
 * Every limit of the uplink.
 *
 * @param heartbeatEvery pace of heartbeats
 * @param pauseFirst longest pause after the first failure; it doubles with each further one
 * @param pauseMax longest pause ever
 * @param retryAfterMax longest pause a collector may ask for with {@code Retry-After}
 * @param connectTimeout for one connection
 * @param answerTimeout for one request with its answer
 * @param renewRetry pause after a renewal that failed
 */
public record UplinkLimits(
        Duration heartbeatEvery,
        Duration pauseFirst,
        Duration pauseMax,
        Duration retryAfterMax,
        Duration connectTimeout,
        Duration answerTimeout,
        Duration renewRetry) {
    /** Largest answer read. */
    public static final long ANSWER_BYTES_MAX = 256 * 1024;

    /** Heartbeats every 30 s; pauses of up to 1 s, doubling to 60 s. */
    public static final UplinkLimits DEFAULT = new UplinkLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10));

    public UplinkLimits {
        positive("heartbeat every", heartbeatEvery);
        positive("first pause", pauseFirst);
        positive("longest pause", pauseMax);
        positive("longest Retry-After", retryAfterMax);
        positive("connect timeout", connectTimeout);
        positive("answer timeout", answerTimeout);
        positive("renewal pause", renewRetry);
    }

    /** These limits with another pace of heartbeats. */
    public UplinkLimits withHeartbeatEvery(Duration pace) {
        return new UplinkLimits(pace, pauseFirst, pauseMax, retryAfterMax, connectTimeout, answerTimeout, renewRetry);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is " + value + ", expected more than zero");
        }
    }
}
