package io.fieldwarden.agent.decode.s7comm;

import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests that await their answer, oldest first; bounded by its user. */
final class S7Outstanding {
    /**
     * One open request.
     *
     * @param from who asked
     * @param reference PDU reference or sequence number
     * @param request what was asked
     * @param data what was to be written, the data part of the job; empty if nothing
     * @param atNanos time of the request
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Open(Direction from, int reference, S7Request request, byte[] data, long atNanos) {}

    private final List<Open> open = new ArrayList<>(2);

    int size() {
        return open.size();
    }

    void add(Open request) {
        open.add(request);
    }

    Open oldest() {
        return open.getFirst();
    }

    Open removeOldest() {
        return open.removeFirst();
    }

    /** The oldest of that kind and reference asked by {@code asker}, with {@code function} if there is one; taken out. */
    @Nullable
    Open take(Direction asker, int kind, int reference, int function) {
        int any = -1;
        for (int index = 0; index < open.size(); index++) {
            Open candidate = open.get(index);
            if (candidate.from() == asker && candidate.request().kind() == kind && candidate.reference() == reference) {
                if (candidate.request().function() == function) {
                    return open.remove(index);
                }
                any = any < 0 ? index : any;
            }
        }
        return function < 0 && any >= 0 ? open.remove(any) : null;
    }

    /** The oldest of that kind and reference, whatever its function; stays. */
    @Nullable
    Open find(Direction asker, int kind, int reference) {
        for (Open candidate : open) {
            if (candidate.from() == asker && candidate.request().kind() == kind && candidate.reference() == reference) {
                return candidate;
            }
        }
        return null;
    }
}
