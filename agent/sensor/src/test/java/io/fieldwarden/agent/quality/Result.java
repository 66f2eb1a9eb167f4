package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Judged;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a trial.
 *
 * @param trial which
 * @param hours length of the capture
 * @param found per attack, in order
 * @param falseAlerts alerts outside all attacks
 */
record Result(Trial trial, double hours, List<Found> found, List<Judged> falseAlerts) {
    /** An attack's wake: answers, time-outs and windows that close after it still belong to it. */
    private static final long WAKE_NANOS = 60_000_000_000L;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /**
     * An attack and the alerts raised during it.
     *
     * @param instance the attack
     * @param alerts what was told of it, none if it was missed
     */
    record Found(Instance instance, List<Judged> alerts) {
        /** Seconds from its beginning to the first alert, NaN if there is none. */
        double seconds() {
            return alerts.stream()
                    .flatMap(alert -> alert.sightings().stream())
                    .filter(at -> during(at, instance))
                    .mapToDouble(at -> Math.max(0, nanos(at) - instance.fromNanos()) / 1e9)
                    .min()
                    .orElse(Double.NaN);
        }
    }

    /** Compares alerts with the labels of a capture. */
    static Result of(Trial trial, List<Judged> alerts) throws IOException {
        Span span = Span.of(trial.capture());
        return of(trial, span.hours(), trial.labels().read(span), alerts);
    }

    /** Compares alerts with labels. What the agent says about itself is no alert about the plant. */
    static Result of(Trial trial, double hours, List<Instance> instances, List<Judged> alerts) {
        List<Judged> unused = new ArrayList<>(alerts);
        unused.removeIf(alert -> alert.alert().type().startsWith("self."));
        List<Judged> plant = List.copyOf(unused);
        List<Found> found = new ArrayList<>();
        for (Instance instance : instances) {
            List<Judged> told = plant.stream()
                    .filter(alert -> alert.sightings().stream().anyMatch(at -> during(at, instance)))
                    .toList();
            unused.removeAll(told);
            found.add(new Found(instance, told));
        }
        return new Result(trial, hours, List.copyOf(found), List.copyOf(unused));
    }

    private static boolean during(Instant at, Instance instance) {
        return nanos(at) <= instance.toNanos() + WAKE_NANOS && nanos(at) >= instance.fromNanos() - SECOND_NANOS;
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * SECOND_NANOS + at.getNano();
    }
}
