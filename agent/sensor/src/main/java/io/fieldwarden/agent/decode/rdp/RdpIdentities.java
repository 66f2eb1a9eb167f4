package io.fieldwarden.agent.decode.rdp;

import io.fieldwarden.agent.observation.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was told of addresses; bounded, the eldest is forgotten. */
final class RdpIdentities extends LinkedHashMap<Address, String> {
    private static final long serialVersionUID = 1;

    private final int most;

    RdpIdentities(int most) {
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Address, String> eldest) {
        return size() > most;
    }
}
