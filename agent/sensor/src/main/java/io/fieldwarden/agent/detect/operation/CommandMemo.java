package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Points;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Commands lately found normal, by connection: most traffic repeats itself, and is judged by one look here. */
final class CommandMemo {
    private static final int SLOTS = 16_384;
    private static final int MIX = 0x9E37_79B9;

    private final @Nullable Connection[] connections = new @Nullable Connection[SLOTS];
    private final @Nullable Operation[] operations = new @Nullable Operation[SLOTS];
    private final @Nullable Direction[] sides = new @Nullable Direction[SLOTS];
    private final @Nullable Known[] entries = new @Nullable Known[SLOTS];

    /** What is known of a command that was put here for the same connection. */
    @Nullable
    Known find(OperationSeen seen) {
        int slot = slot(seen);
        Connection connection = connections[slot];
        Operation operation = operations[slot];
        if (connection == null
                || operation == null
                || connection.id() != seen.connection().id()
                || sides[slot] != seen.from()
                || !same(operation, seen.operation())) {
            return null;
        }
        return entries[slot];
    }

    void put(OperationSeen seen, Known entry) {
        int slot = slot(seen);
        connections[slot] = seen.connection();
        operations[slot] = seen.operation();
        sides[slot] = seen.from();
        entries[slot] = entry;
    }

    /** Whether two operations ask the same of the same points; what they carry may differ. */
    @SuppressWarnings("ReferenceEquality") // the same instance is the usual case, anything else is compared by content
    private static boolean same(Operation one, Operation other) {
        return one == other
                || (one.code() == other.code()
                        && one.access() == other.access()
                        && one.name().equals(other.name())
                        && one.scope().equals(other.scope())
                        && one.protocol().equals(other.protocol())
                        && Objects.equals(one.points(), other.points()));
    }

    private static int slot(OperationSeen seen) {
        Operation operation = seen.operation();
        Points points = operation.points();
        int mixed = Long.hashCode(seen.connection().id()) * MIX + operation.code();
        mixed = mixed * 31 + operation.scope().hashCode();
        if (points != null) {
            mixed = mixed * 31 + points.space().hashCode();
            mixed = mixed * 31 + Long.hashCode(points.first()) * 7 + points.count();
        }
        mixed *= MIX;
        return (mixed ^ (mixed >>> 15)) & (SLOTS - 1);
    }
}
