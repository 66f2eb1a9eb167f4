package io.fieldwarden.agent.baseline;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * How much of what is normal has been learned: the chance that a further hour shows something new, estimated as Good and
 * Turing did (I. J. Good, Biometrika 40, 1953): what was met only once tells how much was not met yet. Packets are no
 * independent samples (a controller polled ten times a second would look complete within minutes), stretches of watched time
 * are: the estimate is the share of stretches in which something was seen that no other showed. Many keys of one new device
 * are one surprise that way, as they are for whoever reads the alerts.
 *
 * @param stretches equal stretches of watched time
 * @param lonely those in which something was seen that was seen in no other, at most {@code stretches}
 * @param stretchNanos how long a stretch is: a 24th of what was watched, from a minute to an hour
 */
public record Completeness(long stretches, long lonely, long stretchNanos) {
    /** Nothing was watched. */
    public static final Completeness NONE =
            new Completeness(0, 0, Duration.ofMinutes(1).toNanos());

    static final long STRETCH_NANOS_MAX = Duration.ofHours(1).toNanos();
    private static final long STRETCH_NANOS_MIN = Duration.ofMinutes(1).toNanos();
    private static final int STRETCHES = 24;

    /**
     * Chance that the next hour of watched traffic shows something new, between 0 and 1. Laplace's rule of succession keeps
     * little watching from looking complete: ten quiet hours leave a chance of one in twelve.
     */
    public double chanceOfNew() {
        double perStretch = Math.min(1, (lonely + 1.0) / (stretches + 2.0));
        return 1 - Math.pow(1 - perStretch, (double) STRETCH_NANOS_MAX / stretchNanos);
    }

    /** Chance that it shows nothing new, between 0 and 1. */
    public double share() {
        return 1 - chanceOfNew();
    }

    /** In words, for instance {@code 97 % complete (in 4 of 168 stretches of 1 h something was seen that no other showed)}. */
    @Override
    public String toString() {
        if (stretches == 0) {
            return "too little to say how complete learning is";
        }
        String length = stretchNanos == STRETCH_NANOS_MAX
                ? "1 h"
                : Duration.ofNanos(stretchNanos).toMinutes() + " min";
        return percent() + " % complete (in " + lonely + " of " + stretches + " stretches of " + length
                + " something was seen that no other showed)";
    }

    /** The share as a whole percentage, never rounded up to 100. */
    public int percent() {
        return (int) Math.floor(share() * 100);
    }

    /** How long a stretch is after so much watching. */
    static long stretchNanos(long watchedNanos) {
        return Math.clamp(watchedNanos / STRETCHES, STRETCH_NANOS_MIN, STRETCH_NANOS_MAX);
    }

    /** Gathers entries into a figure. */
    static final class Tally {
        private final long watchedNanos;
        private final long stretchNanos;
        private final Set<Long> lonely = new HashSet<>();

        Tally(long watchedNanos) {
            this.watchedNanos = watchedNanos;
            this.stretchNanos = Completeness.stretchNanos(watchedNanos);
        }

        void add(Entry entry) {
            if (entry.lastNanos() - entry.firstNanos < stretchNanos) {
                lonely.add(Math.floorDiv(entry.firstNanos, stretchNanos));
            }
        }

        Completeness figure() {
            long stretches = watchedNanos / stretchNanos;
            return new Completeness(stretches, Math.min(stretches, lonely.size()), stretchNanos);
        }
    }
}
