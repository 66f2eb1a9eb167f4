package io.fieldwarden.agent.decode.sparkplug;

import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.Points;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one edge node and its devices: the metrics its births introduced, and how far its sequence has come. */
final class SparkplugNode {
    static final long UNKNOWN = -1;

    private final SparkplugLimits limits;
    private final Map<Long, Known> aliases = new HashMap<>();
    private final Map<String, Known> names = new HashMap<>();
    private final Map<Long, Integer> sequences;
    private final Map<String, Operation> operations;
    private final Map<String, List<Attribute>> identities;
    /** Time stamp of the last birth, so that its copy on the way to a subscriber is not taken for another. */
    private long birthTimestamp = UNKNOWN;

    private boolean born;
    private long bdSeq = UNKNOWN;

    /**
     * A metric as a birth introduced it.
     *
     * @param points its stable name
     * @param datatype as in the birth
     */
    record Known(Points points, String name, int datatype, String unit) {}

    /** A map that forgets what was unused for longest. */
    static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(4, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    SparkplugNode(SparkplugLimits limits) {
        this.limits = limits;
        sequences = bounded(limits.flowsMax());
        operations = bounded(limits.devicesMax() * 4);
        identities = bounded(limits.devicesMax());
    }

    /** Whether a birth of the node was seen, so that what it did not introduce does not exist. */
    boolean born() {
        return born;
    }

    long bdSeq() {
        return bdSeq;
    }

    /** The edge node begins anew: what it had introduced before counts no more (6.4.20). */
    void birth(long timestamp, long newBdSeq) {
        if (timestamp != birthTimestamp || !born) {
            aliases.clear();
            names.clear();
            operations.clear();
        }
        birthTimestamp = timestamp;
        bdSeq = newBdSeq;
        born = true;
    }

    /** The metric that {@code metric} stands for, by its alias or by its name; null if neither is known. */
    @Nullable
    Known known(SparkplugMetric metric, String base) {
        if (!metric.name.isEmpty()) {
            return names.get(base + "#" + metric.name);
        }
        return metric.hasAlias ? aliases.get(metric.alias) : null;
    }

    /** Remembers a metric of a birth; answers the other metric that has its alias, if there is one. */
    @Nullable
    Known introduce(SparkplugMetric metric, Known known) {
        String point = known.points().space();
        if (names.size() < limits.knownMax() || names.containsKey(point)) {
            names.put(point, known);
        }
        boolean room = aliases.size() < limits.knownMax() || aliases.containsKey(metric.alias);
        Known before = metric.hasAlias && room ? aliases.put(metric.alias, known) : null;
        return before == null || before.points().equals(known.points()) ? null : before;
    }

    /** Notes a sequence number; answers the one expected instead in this flow, -1 if there is nothing wrong. */
    int follow(long flow, int seq, boolean begins) {
        Integer before = sequences.put(flow, seq);
        int expected = before == null || begins ? seq : (before + 1) & 0xFF;
        return expected == seq ? -1 : expected;
    }

    @Nullable
    Operation operation(String key) {
        return operations.get(key);
    }

    void keep(String key, Operation operation) {
        operations.put(key, operation);
    }

    /** Whether these facts were told already. */
    boolean identified(String device, List<Attribute> facts) {
        return facts.equals(identities.get(device));
    }

    void identify(String device, List<Attribute> facts) {
        identities.put(device, facts);
    }
}
