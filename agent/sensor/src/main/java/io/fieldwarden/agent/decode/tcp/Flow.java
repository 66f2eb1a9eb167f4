package io.fieldwarden.agent.decode.tcp;

import io.fieldwarden.agent.decode.ProtocolSession;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import org.jspecify.annotations.Nullable;

/** What is remembered of one conversation. */
class Flow {
    final FlowKey key = new FlowKey();
    final Connection connection;
    /** Whether the originator is the high end of {@link #key}. */
    final boolean originatorHigh;

    final Backlog fromOriginator = new Backlog();
    final Backlog fromResponder = new Backlog();

    long lastNanos;
    boolean ended;

    @Nullable
    ProtocolSession session;
    /** Which decoder opened the session. */
    int decoder;

    Talk talk = Talk.LISTENING;
    /** Place among the sessions that are told that time passes, -1 if none. */
    int attendedAt = -1;

    // the idle list it is in
    @Nullable
    IdleList list;

    @Nullable
    Flow older;

    @Nullable
    Flow newer;

    long listedNanos;

    /** How far it is known what is spoken. */
    enum Talk {
        LISTENING,
        SPOKEN,
        UNKNOWN
    }

    Flow(FlowKey key, Connection connection, boolean originatorHigh) {
        this.key.copy(key);
        this.connection = connection;
        this.originatorHigh = originatorHigh;
    }

    /** Which side sent the packet that {@code seen} was made from. */
    Direction direction(FlowKey seen) {
        return seen.swapped == originatorHigh ? Direction.FROM_ORIGINATOR : Direction.FROM_RESPONDER;
    }

    Backlog backlog(Direction from) {
        return from == Direction.FROM_ORIGINATOR ? fromOriginator : fromResponder;
    }
}
