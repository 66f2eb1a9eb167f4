package io.fieldwarden.agent.decode.slmp;

import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Requests without answer so far, the oldest first. */
final class SlmpOpen {
    private final SlmpFacts facts;
    private final SlmpLimits limits;
    private final ArrayDeque<Asked> open = new ArrayDeque<>();

    /**
     * A request on its way.
     *
     * @param key what its answer repeats
     */
    record Asked(SlmpRequest request, long key, Direction from, long atNanos) {}

    SlmpOpen(SlmpFacts facts, SlmpLimits limits) {
        this.facts = facts;
        this.limits = limits;
    }

    void add(Asked asked) {
        if (open.size() >= limits.openMax()) {
            unanswered(open.removeFirst());
        }
        open.addLast(asked);
    }

    /** Removes the oldest request of that key which the other side than {@code answering} sent. */
    @Nullable
    Asked take(long key, Direction answering) {
        for (Iterator<Asked> all = open.iterator(); all.hasNext(); ) {
            Asked asked = all.next();
            if (asked.key() == key && asked.from() != answering) {
                all.remove();
                return asked;
            }
        }
        return null;
    }

    void expire(long atNanos) {
        for (Asked first = open.peekFirst();
                first != null && atNanos - first.atNanos() > limits.answerNanos();
                first = open.peekFirst()) {
            unanswered(open.removeFirst());
        }
    }

    void abandon() {
        while (!open.isEmpty()) {
            unanswered(open.removeFirst());
        }
    }

    private void unanswered(Asked asked) {
        facts.operation(asked.request().operation(), asked.from(), Outcome.UNANSWERED, asked.atNanos());
    }
}
