package io.fieldwarden.agent.detect;

import java.util.Set;

/**
 * While an alert of one type is open, findings of duller types about the same parties are counted on it instead of being
 * alerts of their own: one situation, one alert.
 *
 * @param by the sharper type
 * @param scope what makes them about the same parties
 * @param duller the types that become superfluous
 */
public record Cover(String by, Scope scope, Set<String> duller) {
    public Cover {
        duller = Set.copyOf(duller);
    }

    /** What two findings must share. */
    public enum Scope {
        /** The address that started it. */
        ORIGINATOR,
        /** Both addresses, in their roles. */
        PAIR,
        /** The address that answers, and its port. */
        SERVICE,
        /** The device the sharper finding is about (its responder, else its originator) is a party of the duller one. */
        PARTY
    }
}
