package io.fieldwarden.agent.detect.operation;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Points;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Commands lately found normal, by client and server: most traffic repeats itself, over new connections too, and is judged
 * by one look here.
 */
final class CommandMemo {
    private static final int SLOTS = 16_384;
    private static final int MIX = 0x9E37_79B9;

    private final Baseline baseline;
    private final @Nullable Address[] clients = new @Nullable Address[SLOTS];
    private final @Nullable Address[] servers = new @Nullable Address[SLOTS];
    private final @Nullable Operation[] operations = new @Nullable Operation[SLOTS];
    private final @Nullable Known[] entries = new @Nullable Known[SLOTS];
    private long withdrawals;

    CommandMemo(Baseline baseline) {
        this.baseline = baseline;
    }

    /** What is known of a command that was put here for the same client and server. */
    @Nullable
    Known find(OperationSeen seen) {
        if (withdrawals != baseline.withdrawals()) {
            withdrawals = baseline.withdrawals();
            Arrays.fill(operations, null);
        }
        Connection connection = seen.connection();
        Address client = connection.end(seen.from()).address();
        Address server = connection.end(seen.from().opposite()).address();
        int slot = slot(client, server, seen.operation());
        Operation operation = operations[slot];
        boolean known = operation != null
                && same(operation, seen.operation())
                && Objects.equals(client, clients[slot])
                && Objects.equals(server, servers[slot]);
        return known ? entries[slot] : null;
    }

    void put(OperationSeen seen, Known entry) {
        Connection connection = seen.connection();
        Address client = connection.end(seen.from()).address();
        Address server = connection.end(seen.from().opposite()).address();
        int slot = slot(client, server, seen.operation());
        clients[slot] = client;
        servers[slot] = server;
        operations[slot] = seen.operation();
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

    private static int slot(Address client, Address server, Operation operation) {
        Points points = operation.points();
        int mixed = (client.hashCode() * 31 + server.hashCode()) * MIX + operation.code();
        mixed = mixed * 31 + operation.scope().hashCode();
        if (points != null) {
            mixed = mixed * 31 + points.space().hashCode();
            mixed = mixed * 31 + Long.hashCode(points.first()) * 7 + points.count();
        }
        mixed *= MIX;
        return (mixed ^ (mixed >>> 15)) & (SLOTS - 1);
    }
}
