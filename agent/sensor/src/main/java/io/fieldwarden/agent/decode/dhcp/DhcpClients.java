package io.fieldwarden.agent.decode.dhcp;

import io.fieldwarden.agent.observation.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What clients said about themselves, by hardware address, and what was told: a request and the answer that assigns the
 * address are often different connections. Bounded, the client heard of first goes.
 */
final class DhcpClients {
    private final Map<Long, List<Attribute>> said;
    private final Map<Long, List<Attribute>> told;

    DhcpClients(DhcpLimits limits) {
        said = bounded(limits.clients());
        told = bounded(limits.clients());
    }

    private static Map<Long, List<Attribute>> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, List<Attribute>> eldest) {
                return size() > most;
            }
        };
    }

    void said(long mac, List<Attribute> facts) {
        if (!facts.isEmpty()) {
            said.put(mac, List.copyOf(facts));
        }
    }

    List<Attribute> said(long mac) {
        return said.getOrDefault(mac, List.of());
    }

    /** Whether these facts were not the last told of the client; from now on they are. */
    boolean isNew(long mac, List<Attribute> facts) {
        return !facts.equals(told.put(mac, List.copyOf(facts)));
    }
}
