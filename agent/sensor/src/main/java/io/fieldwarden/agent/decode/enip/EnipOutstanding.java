package io.fieldwarden.agent.decode.enip;

import io.fieldwarden.agent.decode.enip.cip.CipRequest;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that await their answer, oldest first; bounded by who adds. */
final class EnipOutstanding {
    /**
     * One request.
     *
     * @param command what carried it
     * @param mark sender context, or connection id and sequence count of a connected message
     * @param request the service, null if the command itself is what was asked
     * @param operation what is told if there is no service
     */
    record Waiting(
            EnipCommand command,
            Direction asker,
            long mark,
            int connection,
            @Nullable CipRequest request,
            @Nullable Operation operation,
            long atNanos) {}

    private final List<Waiting> waiting = new ArrayList<>(2);

    int size() {
        return waiting.size();
    }

    void add(Waiting one) {
        waiting.add(one);
    }

    Waiting oldest() {
        return waiting.getFirst();
    }

    Waiting removeOldest() {
        return waiting.removeFirst();
    }

    /** Takes the oldest request of {@code asker} with that command and sender context; null if there is none. */
    @Nullable
    Waiting takeCommand(EnipCommand command, Direction asker, long context) {
        for (int index = 0; index < waiting.size(); index++) {
            Waiting one = waiting.get(index);
            if (one.command == command && one.asker == asker && one.mark == context) {
                return waiting.remove(index);
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
                return waiting.remove(index);
            }
            other = other < 0 ? index : other;
        }
        return other < 0 ? null : waiting.remove(other);
    }

    private static boolean isRouted(CipRequest request) {
        return request.detail() instanceof CipRequest.Routed;
    }
}
