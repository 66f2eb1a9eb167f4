package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.observation.Address;
import io.fieldwarden.agent.policy.Network;
import io.fieldwarden.agent.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What configuration says about judging.
 *
 * @param disabled alert types that are never raised
 * @param thresholds numbers that differ from the detectors' defaults, by {@link Threshold#key}
 * @param homeNetworks the plant's own addresses; empty for the private ranges
 * @param approvedWriters who may write to whom; for a device named here learning does not decide it
 * @param approvedSubscribers MQTT client ids that may subscribe to everything
 * @param policy what the plant's engineers decided
 * @param pace when alerts and revisions are told
 */
public record DetectSettings(
        Set<String> disabled,
        Map<String, Double> thresholds,
        List<Network> homeNetworks,
        List<ApprovedWriter> approvedWriters,
        Set<String> approvedSubscribers,
        Policy policy,
        Pace pace) {

    private static final List<Network> PRIVATE = List.of(
            Network.parse("10.0.0.0/8"),
            Network.parse("172.16.0.0/12"),
            Network.parse("192.168.0.0/16"),
            Network.parse("169.254.0.0/16"),
            Network.parse("100.64.0.0/10"),
            Network.parse("fc00::/7"),
            Network.parse("fe80::/10"));

    /** Nothing changed. */
    public static final DetectSettings DEFAULT =
            new DetectSettings(Set.of(), Map.of(), List.of(), List.of(), Set.of(), Policy.NONE, Pace.DEFAULT);

    public DetectSettings {
        disabled = Set.copyOf(disabled);
        thresholds = Map.copyOf(new TreeMap<>(thresholds));
        homeNetworks = List.copyOf(homeNetworks);
        approvedWriters = List.copyOf(approvedWriters);
        approvedSubscribers = Set.copyOf(approvedSubscribers);
    }

    /** The same with other types switched off. */
    public DetectSettings withDisabled(Set<String> others) {
        return new DetectSettings(others, thresholds, homeNetworks, approvedWriters, approvedSubscribers, policy, pace);
    }

    /** The same with other thresholds. */
    public DetectSettings withThresholds(Map<String, Double> others) {
        return new DetectSettings(disabled, others, homeNetworks, approvedWriters, approvedSubscribers, policy, pace);
    }

    /** The same with another policy. */
    public DetectSettings withPolicy(Policy other) {
        return new DetectSettings(
                disabled, thresholds, homeNetworks, approvedWriters, approvedSubscribers, other, pace);
    }

    /** The value of a threshold: the configured one, or its default. */
    public double value(Threshold threshold) {
        Double configured = thresholds.get(threshold.key());
        return configured == null ? threshold.value() : configured;
    }

    /** The value of a threshold where a device is: the policy's for that place, else as everywhere. */
    public double value(Threshold threshold, Address where) {
        if (policy.exceptions().isEmpty()) {
            return value(threshold);
        }
        Double local = policy.threshold(threshold.key(), where);
        return local == null ? value(threshold) : local;
    }

    /** Whether an address is one of the plant; hardware addresses always are. */
    public boolean isHome(Address address) {
        if (address.kind() == Address.Kind.MAC) {
            return true;
        }
        List<Network> home = homeNetworks.isEmpty() ? PRIVATE : homeNetworks;
        for (int index = 0; index < home.size(); index++) { // by index: asked for every connection
            if (home.get(index).contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Whether configuration lets {@code writer} write to {@code target}. */
    public boolean mayWrite(Address writer, Address target) {
        for (ApprovedWriter approved : approvedWriters) {
            if (approved.writer().contains(writer) && approved.target().contains(target)) {
                return true;
            }
        }
        return false;
    }

    /** Whether configuration says who may write to {@code target}, so that learning does not decide it. */
    public boolean namesWriters(Address target) {
        for (ApprovedWriter approved : approvedWriters) {
            if (approved.target().contains(target)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Stations that may write.
     *
     * @param writer who
     * @param target to whom
     */
    public record ApprovedWriter(Network writer, Network target) {}

    /**
     * When alerts and revisions are told, all in traffic time.
     *
     * @param hold how long an alert that a sharper one may replace is held back
     * @param revision shortest time between two revisions of an alert
     * @param evidence how long after a sighting the packets that followed are fetched
     * @param quietRule how long a rule's situation must be quiet before a new sighting is a new alert
     * @param quietLearned the same for what is unlike the baseline
     */
    public record Pace(Duration hold, Duration revision, Duration evidence, Duration quietRule, Duration quietLearned) {
        public static final Pace DEFAULT = new Pace(
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                Duration.ofHours(24));
    }
}
