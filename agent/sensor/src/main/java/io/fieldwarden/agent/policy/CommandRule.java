package io.fieldwarden.agent.policy;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what to which points of whom, and when. Empty sets and absent parts mean any.
 *
 * @param who who may
 * @param target to whom
 * @param protocols protocols as alerts name them
 * @param access intents
 * @param operations operations as alerts name them
 * @param points the points
 * @param permits alert types that are not raised about what the rule allows; such a rule speaks of nothing else
 * @param when the window it holds in, if it does not always hold
 */
public record CommandRule(
        Place who,
        Place target,
        Set<String> protocols,
        Set<Access> access,
        Set<String> operations,
        @Nullable PointRange points,
        Set<String> permits,
        @Nullable Window when) {
    public CommandRule {
        protocols = Set.copyOf(protocols);
        access = Set.copyOf(access);
        operations = Set.copyOf(operations);
        permits = Set.copyOf(permits);
    }

    boolean allows(Address client, Operation operation, long atNanos) {
        return who.contains(client)
                && fits(protocols, operation.protocol())
                && fits(access, operation.access())
                && fits(operations, operation.name())
                && points(operation.points())
                && holds(atNanos);
    }

    boolean holds(long atNanos) {
        return when == null || when.isOpen(atNanos);
    }

    private boolean points(@Nullable Points touched) {
        return points == null || (touched != null && points.containsAll(touched));
    }

    private static <T> boolean fits(Set<T> allowed, T found) {
        return allowed.isEmpty() || allowed.contains(found);
    }
}
