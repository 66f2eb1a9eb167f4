package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Severity;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many alerts there are of each kind.
 *
 * @param counts for each dimension its values with the alerts that match everything else the query asks, most first
 * @param matching alerts that match the whole query
 * @param exact false if there were more alerts than are counted, so that all numbers are at least
 */
public record AlertFacets(Map<Dimension, List<Count>> counts, long matching, boolean exact) {

    /** What alerts are told apart by. */
    public enum Dimension {
        SEVERITY,
        STATE,
        TYPE,
        AGENT,
        SITE,
        PROTOCOL
    }

    /**
     * Alerts of one kind.
     *
     * @param value the kind; severities and states by their name
     * @param alerts how many
     */
    public record Count(String value, long alerts) {}

    /** Alerts that agree in every dimension. */
    record Cell(
            AlertState state, Severity severity, String type, String agent, String site, String protocol, long alerts) {
        String value(Dimension dimension) {
            return switch (dimension) {
                case SEVERITY -> severity.name();
                case STATE -> state.name();
                case TYPE -> type;
                case AGENT -> agent;
                case SITE -> site;
                case PROTOCOL -> protocol;
            };
        }

        boolean matches(AlertQuery query, Dimension dimension) {
            return switch (dimension) {
                case SEVERITY -> any(query.severities(), severity);
                case STATE -> any(query.states(), state);
                case TYPE -> any(query.types(), type);
                case AGENT -> any(query.agents(), agent);
                case SITE -> any(query.sites(), site);
                case PROTOCOL -> any(query.protocols(), protocol);
            };
        }

        private static <V> boolean any(Set<V> wanted, V value) {
            return wanted.isEmpty() || wanted.contains(value);
        }
    }

    static AlertFacets of(AlertQuery query, List<Cell> cells, boolean exact) {
        Map<Dimension, Map<String, Long>> sums = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            sums.put(dimension, new HashMap<>());
        }
        long matching = 0;
        for (Cell cell : cells) {
            List<Dimension> against = against(query, cell);
            if (against.isEmpty()) {
                matching += cell.alerts();
                sums.keySet().forEach(dimension -> add(sums, dimension, cell));
            } else if (against.size() == 1) {
                add(sums, against.getFirst(), cell);
            }
        }
        Map<Dimension, List<Count>> counts = new EnumMap<>(Dimension.class);
        sums.forEach((dimension, sum) -> counts.put(dimension, ordered(sum)));
        return new AlertFacets(counts, matching, exact);
    }

    private static void add(Map<Dimension, Map<String, Long>> sums, Dimension dimension, Cell cell) {
        sums.computeIfAbsent(dimension, missing -> new HashMap<>())
                .merge(cell.value(dimension), cell.alerts(), Long::sum);
    }

    /** The dimensions that keep the cell out: with none it matches, with one it counts for that one's other values. */
    private static List<Dimension> against(AlertQuery query, Cell cell) {
        return List.of(Dimension.values()).stream()
                .filter(dimension -> !cell.matches(query, dimension))
                .toList();
    }

    private static List<Count> ordered(Map<String, Long> sum) {
        return sum.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Count::alerts).reversed().thenComparing(Count::value))
                .toList();
    }
}
