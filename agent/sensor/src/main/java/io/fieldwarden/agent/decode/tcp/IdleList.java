package io.fieldwarden.agent.decode.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Conversations with the same lifetime, the longest idle first. A busy one is moved to the end at most once per second, so
 * the order is true to a second and a packet rarely touches a neighbour.
 */
final class IdleList {
    private static final long STEP_NANOS = 1_000_000_000L;

    final long lifetimeNanos;
    private @Nullable Flow oldest;
    private @Nullable Flow newest;

    IdleList(long lifetimeNanos) {
        this.lifetimeNanos = lifetimeNanos;
    }

    @Nullable
    Flow oldest() {
        return oldest;
    }

    void add(Flow flow, long atNanos) {
        flow.list = this;
        flow.listedNanos = atNanos;
        flow.older = newest;
        flow.newer = null;
        if (newest == null) {
            oldest = flow;
        } else {
            newest.newer = flow;
        }
        newest = flow;
    }

    void remove(Flow flow) {
        Flow before = flow.older;
        Flow after = flow.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        flow.older = null;
        flow.newer = null;
        flow.list = null;
    }

    /** Notes traffic of a flow of this list. */
    void touch(Flow flow, long atNanos) {
        if (atNanos - flow.listedNanos >= STEP_NANOS) {
            remove(flow);
            add(flow, atNanos);
        }
    }

    /** The longest idle flow if its lifetime is over, else null. */
    @Nullable
    Flow due(long atNanos) {
        Flow first = oldest;
        return first != null && atNanos - first.listedNanos >= lifetimeNanos ? first : null;
    }
}
