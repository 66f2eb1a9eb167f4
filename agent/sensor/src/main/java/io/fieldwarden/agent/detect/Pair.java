package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Address;

/**
 * Two addresses in their roles.
 *
 * @param from who asks
 * @param to who is asked
 */
public record Pair(Address from, Address to) {
    /** In words for a situation's key. */
    public String key() {
        return from + " > " + to;
    }
}
