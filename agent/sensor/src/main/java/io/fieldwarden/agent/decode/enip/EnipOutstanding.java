package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that await their answer, oldest first; bounded by who adds. */
final class EnipOutstanding {
    /** One request; one that was taken is used again for the next that is added. */
    static final class Waiting {
        private EnipCommand command = EnipCommand.NOP;
        private Direction asker = Direction.FROM_ORIGINATOR;
        private long mark;
        private int connection;
        private @Nullable CipRequest request;
        private @Nullable Operation operation;
        private long atNanos;

        /** A service, on the connection of that id. */
        void service(int id, CipRequest asked) {
            connection = id;
            request = asked;
            operation = null;
        }

        /** The command itself is what was asked. */
        void command(Operation asked) {
            connection = 0;
            request = null;
            operation = asked;
        }

        Direction asker() {
            return asker;
        }

        /** The service, null if the command itself is what was asked. */
        @Nullable
        CipRequest request() {
            return request;
        }

        /** What is told if there is no service. */
        @Nullable
        Operation operation() {
            return operation;
        }

        long atNanos() {
            return atNanos;
        }
    }

    private final List<Waiting> waiting = new ArrayList<>(2);
    private @Nullable Waiting spare;

    int size() {
        return waiting.size();
    }

    /**
     * A request, to be filled in.
     *
     * @param command what carried it
     * @param mark sender context, or sequence count of a connected message
     */
    Waiting add(EnipCommand command, Direction asker, long mark, long atNanos) {
        Waiting one = spare != null ? spare : new Waiting();
        spare = null;
        one.command = command;
        one.asker = asker;
        one.mark = mark;
        one.atNanos = atNanos;
        waiting.add(one);
        return one;
    }

    private Waiting taken(int index) {
        spare = waiting.remove(index);
        return spare;
    }

    Waiting oldest() {
        return waiting.getFirst();
    }

    Waiting removeOldest() {
        return taken(0);
    }

    /** Takes the oldest request of {@code asker} with that command and sender context; null if there is none. */
    @Nullable
    Waiting takeCommand(EnipCommand command, Direction asker, long context) {
        for (int index = 0; index < waiting.size(); index++) {
            Waiting one = waiting.get(index);
            if (one.command == command && one.asker == asker && one.mark == context) {
                return taken(index);
            }
        }
        return null;
    }

    /**
     * Takes the request an answer is to: of that command and mark, of that service rather than another.
     *
     * @param connection connection id of the request where it is known, 0 if not
     */
    @Nullable
    Waiting takeService(EnipCommand command, Direction asker, long mark, int connection, int service) {
        int other = -1;
        for (int index = 0; index < waiting.size(); index++) {
            Waiting one = waiting.get(index);
            if (one.command != command
                    || one.asker != asker
                    || one.mark != mark
                    || one.request == null
                    || (connection != 0 && one.connection != connection)) {
                continue;
            }
            if (one.request.service() == service || isRouted(one.request)) {
                return taken(index);
            }
            other = other < 0 ? index : other;
        }
        return other < 0 ? null : taken(other);
    }

    private static boolean isRouted(CipRequest request) {
        return request.detail() instanceof CipRequest.Routed;
    }
}
