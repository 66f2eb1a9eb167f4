package io.fieldwarden.agent.policy;

import io.fieldwarden.agent.observation.Address;
import java.util.List;

/**
 * Devices that are meant together: a zone, a role, or a plain address or network.
 *
 * @param name as the policy calls it
 * @param networks its addresses; empty for everybody
 */
public record Place(String name, List<Network> networks) {
    /** Everybody. */
    public static final Place ANY = new Place("any", List.of());

    public Place {
        networks = List.copyOf(networks);
    }

    /** Whether a device belongs to it. */
    public boolean contains(Address address) {
        if (networks.isEmpty()) {
            return true;
        }
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
