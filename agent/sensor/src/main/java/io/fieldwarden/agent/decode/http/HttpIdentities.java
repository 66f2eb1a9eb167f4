package io.fieldwarden.agent.decode.http;

import io.fieldwarden.agent.observation.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which software was last told of an address; bounded, the eldest is forgotten. */
final class HttpIdentities {
    private record Key(Address address, int port) {}

    private final Map<Key, String> told;

    HttpIdentities(int most) {
        told = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether this is news; {@code port} parts the servers of one address, 0 for a client. */
    boolean isNew(Address address, int port, String software) {
        return !software.equals(told.put(new Key(address, port), software));
    }
}
