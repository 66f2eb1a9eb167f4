package io.fieldwarden.agent.detect.incident;

import io.fieldwarden.agent.detect.Phrases;
import java.util.ArrayList;
import java.util.List;

/** What was done, in order, the same thing once; bounded: the oldest goes. */
final class Timeline {
    static final int STEPS_MAX = 24;

    private final List<Step> steps = new ArrayList<>(4);

    /**
     * One thing done.
     *
     * @param atNanos traffic time it was first seen
     * @param deed what it is within the attack
     * @param what alert type or operation, and to whom
     */
    record Step(long atNanos, Deed deed, String what) {
        @Override
        public String toString() {
            return Phrases.second(atNanos) + ": " + what;
        }
    }

    /** Adds a step, unless it is there; what is older than {@code oldestNanos} goes. Answers whether it is new. */
    boolean add(Step step, long oldestNanos) {
        steps.removeIf(old -> old.atNanos() < oldestNanos);
        for (Step known : steps) {
            if (known.what().equals(step.what())) {
                return false;
            }
        }
        if (steps.size() >= STEPS_MAX) {
            steps.removeFirst();
        }
        steps.add(step);
        return true;
    }

    /** Time of the first step of a kind, {@link Long#MAX_VALUE} if there is none. */
    long first(Deed deed) {
        for (Step step : steps) {
            if (step.deed() == deed) {
                return step.atNanos();
            }
        }
        return Long.MAX_VALUE;
    }

    List<String> words() {
        return steps.stream().map(Step::toString).toList();
    }
}
