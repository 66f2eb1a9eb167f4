package io.fieldwarden.agent.policy;

import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.observation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plant's engineers decided. Nothing is decided where they wrote nothing.
 *
 * @param zones IEC 62443 zones
 * @param conduits allowed channels between zones
 * @param safety safety devices, which nobody commands in operation
 * @param commands who may do what
 * @param limits what may be written
 * @param exceptions numbers that differ at a place
 */
public record Policy(
        List<Place> zones,
        List<Conduit> conduits,
        List<Place> safety,
        List<CommandRule> commands,
        List<Limit> limits,
        List<Local> exceptions) {
    /** Nothing was written down. */
    public static final Policy NONE = new Policy(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public Policy {
        zones = List.copyOf(zones);
        conduits = List.copyOf(conduits);
        safety = List.copyOf(safety);
        commands = List.copyOf(commands);
        limits = List.copyOf(limits);
        exceptions = List.copyOf(exceptions);
    }

    /**
     * Numbers of detectors that differ at a place.
     *
     * @param at where
     * @param thresholds the numbers, by their key
     */
    public record Local(Place at, Map<String, Double> thresholds) {
        public Local {
            thresholds = Map.copyOf(thresholds);
        }
    }

    /** What the policy says of a command. */
    public enum Ruling {
        /** Nothing was written down for this device. */
        UNDECIDED,
        ALLOWED,
        /** Rules name this device, and none of them allows it. */
        FORBIDDEN
    }

    /** The zone a device is in; the first that fits, null if it is in none. */
    public @Nullable String zoneOf(Address address) {
        for (Place zone : zones) {
            if (zone.contains(address)) {
                return zone.name();
            }
        }
        return null;
    }

    /** The conduits from one zone to another. */
    public List<Conduit> between(String from, String to) {
        return conduits.stream()
                .filter(conduit -> conduit.from().equals(from) && conduit.to().equals(to))
                .toList();
    }

    /** Whether a device protects people and machines (IEC 61511). */
    public boolean isSafety(Address address) {
        return safety.stream().anyMatch(place -> place.contains(address));
    }

    /** What the rules say of a command that changes a device. */
    public Ruling command(Address client, Address target, Operation operation, long atNanos) {
        Ruling ruling = Ruling.UNDECIDED;
        for (CommandRule rule : commands) {
            if (rule.permits().isEmpty() && rule.target().contains(target)) {
                if (rule.allows(client, operation, atNanos)) {
                    return Ruling.ALLOWED;
                }
                ruling = Ruling.FORBIDDEN;
            }
        }
        return ruling;
    }

    /**
     * Whether an alert of a type is not to be raised, because somebody responsible allowed what it is about.
     *
     * @param client who did it, null if nobody is known
     */
    public boolean permits(String type, @Nullable Address client, Address target, long atNanos) {
        for (CommandRule rule : commands) {
            boolean his = client == null
                    ? rule.who().networks().isEmpty()
                    : rule.who().contains(client);
            if (his && rule.permits().contains(type) && rule.target().contains(target) && rule.holds(atNanos)) {
                return true;
            }
        }
        return false;
    }

    /** The limits of a device's points. */
    public List<Limit> limitsOf(Address target) {
        List<Limit> found = new ArrayList<>();
        for (Limit limit : limits) {
            if (limit.target().contains(target)) {
                found.add(limit);
            }
        }
        return found;
    }

    /** The number that holds for a device, the first that is written down; null if none is. */
    public @Nullable Double threshold(String key, Address address) {
        for (Local exception : exceptions) {
            Double number = exception.thresholds().get(key);
            if (number != null && exception.at().contains(address)) {
                return number;
            }
        }
        return null;
    }
}
