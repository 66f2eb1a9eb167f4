package io.fieldwarden.agent.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When something is allowed, in the plant's own time; asked with traffic time.
 *
 * @param name as the policy calls it
 * @param zone the plant's time zone
 * @param days days it begins on; empty for every day
 * @param from when it begins
 * @param to when it ends; not after {@code from} for one that ends on the next day
 * @param since first date it holds, if it does not hold for ever
 * @param until last date it begins on, if it does not hold for ever
 */
public record Window(
        String name,
        ZoneId zone,
        Set<DayOfWeek> days,
        LocalTime from,
        LocalTime to,
        @Nullable LocalDate since,
        @Nullable LocalDate until) {
    private static final long SECOND = 1_000_000_000L;

    public Window {
        days = Set.copyOf(days);
    }

    /** Whether it is open at a traffic time in nanoseconds since 1970. */
    public boolean isOpen(long atNanos) {
        ZonedDateTime at = Instant.ofEpochSecond(Math.floorDiv(atNanos, SECOND), Math.floorMod(atNanos, SECOND))
                .atZone(zone);
        LocalTime time = at.toLocalTime();
        LocalDate today = at.toLocalDate();
        if (from.isBefore(to)) {
            return begins(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return (begins(today) && !time.isBefore(from)) || (begins(today.minusDays(1)) && time.isBefore(to));
    }

    private boolean begins(LocalDate date) {
        return (days.isEmpty() || days.contains(date.getDayOfWeek()))
                && (since == null || !date.isBefore(since))
                && (until == null || !date.isAfter(until));
    }
}
