package io.fieldwarden.agent.decode.tls;

import io.fieldwarden.agent.observation.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which certificate a server was last told with; bounded, the eldest is forgotten. */
final class TlsIdentities {
    private final Map<Endpoint, String> told;

    TlsIdentities(int most) {
        told = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Endpoint, String> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether this is news about {@code server}. */
    boolean isNew(Endpoint server, String fingerprint) {
        return !fingerprint.equals(told.put(server, fingerprint));
    }
}
