package io.fieldwarden.agent.decode.c37118;

import io.fieldwarden.agent.observation.Address;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Configurations by who sent them and the id of the stream: commands may go over TCP and data over UDP, so all connections
 * of a lane share them. Bounded, the oldest goes first.
 */
final class C37118Streams {
    private final int max;
    private final Map<Key, C37118Configuration> known = new LinkedHashMap<>();

    private record Key(Address sender, int id) {}

    C37118Streams(int max) {
        this.max = max;
    }

    @Nullable
    C37118Configuration find(Address sender, int id) {
        return known.get(new Key(sender, id));
    }

    void keep(Address sender, int id, C37118Configuration configuration) {
        if (known.size() >= max) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(new Key(sender, id), configuration);
    }
}
