package io.fieldwarden.collector.enrolment;

import java.time.Duration;

/**
 * Limits and life times of enrolment.
 *
 * @param authorityLife how long the collector's own authority lasts
 * @param serverLife how long the collector's server certificate lasts
 * @param agentLife how long an agent's certificate lasts
 * @param backdate how far before now a certificate begins, for gateways whose clock is late
 * @param retryWindow how long the same request may be repeated with a used token, when the answer was lost on the way
 */
public record EnrolmentLimits(
        Duration authorityLife, Duration serverLife, Duration agentLife, Duration backdate, Duration retryWindow) {

    /** Smallest RSA key an agent may bring, in bits. */
    static final int RSA_BITS_MIN = 3072;
    /** Largest RSA key an agent may bring, in bits: a larger one only costs time to check. */
    static final int RSA_BITS_MAX = 8192;
    /** Largest certificate request in characters of PEM. */
    static final int CSR_CHARS_MAX = 16 * 1024;
    /** Longest name of a site in characters. */
    static final int SITE_CHARS_MAX = 64;
    /** Times a token may be good for. */
    static final int USES_MAX = 10_000;
    /** Longest life of a token. */
    static final Duration TOKEN_LIFE_MAX = Duration.ofDays(90);

    /** What we ship: authority 10 years, server 1 year, agents 90 days. */
    public static EnrolmentLimits standard() {
        return new EnrolmentLimits(
                Duration.ofDays(3652),
                Duration.ofDays(365),
                Duration.ofDays(90),
                Duration.ofHours(1),
                Duration.ofMinutes(15));
    }
}
