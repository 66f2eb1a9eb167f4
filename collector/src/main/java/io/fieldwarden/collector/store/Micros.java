package io.fieldwarden.collector.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the database keeps them: microseconds since 1970 in UTC. Later nanoseconds are cut off. */
public final class Micros {
    /** A clock gone wild must not overflow a column; the alert's own document keeps what it said. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Micros() {}

    /** Microseconds since 1970, brought into the years 1970 to 9999. */
    public static long of(Instant instant) {
        Instant bounded = instant.isBefore(EARLIEST) ? EARLIEST : instant.isAfter(LATEST) ? LATEST : instant;
        return ChronoUnit.MICROS.between(Instant.EPOCH, bounded);
    }

    /** The instant of so many microseconds since 1970. */
    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long hour(long micros) {
        return Math.floorDiv(micros, 3_600_000_000L);
    }
}
