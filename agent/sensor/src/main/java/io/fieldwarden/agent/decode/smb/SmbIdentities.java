package io.fieldwarden.agent.decode.smb;

import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Attribute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers what was last told of an address; bounded, the eldest is forgotten. */
final class SmbIdentities {
    private final Map<Address, List<Attribute>> told;

    SmbIdentities(int most) {
        told = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Address, List<Attribute>> eldest) {
                return size() > most;
            }
        };
    }

    boolean isNew(Address address, List<Attribute> facts) {
        return !facts.equals(told.put(address, facts));
    }
}
