package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.observation.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which software was last told of an address; bounded, the eldest is forgotten. */
final class SshIdentities {
    private record Key(Address address, int port) {}

    private final Map<Key, String> told;

    SshIdentities(int most) {
        told = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether this is news; {@code port} is 0 for a client. */
    boolean isNew(Address address, int port, String what) {
        return !what.equals(told.put(new Key(address, port), what));
    }
}
