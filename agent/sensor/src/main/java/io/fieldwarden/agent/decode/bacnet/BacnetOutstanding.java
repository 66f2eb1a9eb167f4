package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that await their answer, oldest first; bounded. */
final class BacnetOutstanding {
    private final int most;
    private final List<Open> open = new ArrayList<>(2);

    /** An open request. */
    static final class Open {
        final BacnetRequest request;
        final Direction from;
        final int invoke;
        final long ends;
        final long askedNanos;
        /** Later than asked while segments of the answer come, or it is asked again. */
        long aliveNanos;
        /** How often it was asked again (5.4.4). */
        int retries;

        Open(BacnetRequest request, Direction from, int invoke, long ends, long askedNanos) {
            this.request = request;
            this.from = from;
            this.invoke = invoke;
            this.ends = ends;
            this.askedNanos = askedNanos;
            this.aliveNanos = askedNanos;
        }
    }

    BacnetOutstanding(int most) {
        this.most = most;
    }

    int size() {
        return open.size();
    }

    boolean isFull() {
        return open.size() >= most;
    }

    void add(Open request) {
        open.add(request);
    }

    /** The oldest open request of that side, invoke id and ends behind routers. */
    @Nullable
    Open find(Direction from, int invoke, long ends) {
        for (int index = 0; index < open.size(); index++) {
            Open one = open.get(index);
            if (one.invoke == invoke && one.from == from && one.ends == ends) {
                return one;
            }
        }
        return null;
    }

    /** The oldest open request of that side, invoke id and service, whatever the ends. */
    @Nullable
    Open findAnywhere(Direction from, int invoke, int choice) {
        for (int index = 0; index < open.size(); index++) {
            Open one = open.get(index);
            if (one.invoke == invoke && one.from == from && one.request.choice() == choice) {
                return one;
            }
        }
        return null;
    }

    void remove(Open one) {
        open.remove(one);
    }

    /** Takes out the oldest; there must be one. */
    Open removeOldest() {
        return open.removeFirst();
    }

    /** Takes out one that has waited longer than {@code nanos}, null if there is none. */
    @Nullable
    Open expired(long atNanos, long nanos) {
        for (int index = 0; index < open.size(); index++) {
            if (atNanos - open.get(index).aliveNanos > nanos) {
                return open.remove(index);
            }
        }
        return null;
    }
}
