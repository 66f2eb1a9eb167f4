package io.fieldwarden.agent.decode.opcua;

import io.fieldwarden.agent.observation.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests that await their answer by request id, oldest first; bounded. */
final class OpcuaOutstanding {
    private final Map<Long, Open> requests = new LinkedHashMap<>();

    /** A request that is open. */
    record Open(OpcuaRequest request, Direction from, long atNanos) {}

    private static long key(Direction from, long requestId) {
        return (requestId << 1) | (from == Direction.FROM_ORIGINATOR ? 0 : 1);
    }

    int size() {
        return requests.size();
    }

    /** Adds one; the one that had its id before, if any. */
    @Nullable
    Open add(long requestId, Open open) {
        return requests.put(key(open.from(), requestId), open);
    }

    @Nullable
    Open remove(Direction from, long requestId) {
        return requests.remove(key(from, requestId));
    }

    /** Takes out the oldest. */
    List<Open> oldest() {
        List<Open> taken = new ArrayList<>(1);
        var all = requests.values().iterator();
        if (all.hasNext()) {
            taken.add(all.next());
            all.remove();
        }
        return taken;
    }

    /** Takes out what waits since before {@code nanos}; publish requests are held by the server until there is something. */
    List<Open> before(long nanos) {
        if (requests.isEmpty()) {
            return List.of();
        }
        List<Open> taken = new ArrayList<>(0);
        for (var all = requests.values().iterator(); all.hasNext(); ) {
            Open open = all.next();
            if (open.atNanos() < nanos && open.request().service() != OpcuaService.PUBLISH) {
                taken.add(open);
                all.remove();
            }
        }
        return taken;
    }

    /** Takes out all. */
    List<Open> all() {
        List<Open> taken = new ArrayList<>(requests.values());
        requests.clear();
        return taken;
    }
}
