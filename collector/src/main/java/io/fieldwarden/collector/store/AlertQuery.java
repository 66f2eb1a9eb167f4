package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Severity;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts, in which order. An empty set or text does not restrict; several values of one set mean any of them.
 *
 * @param severities wanted severities
 * @param states wanted states
 * @param types ids of alert types
 * @param agents names of agents
 * @param sites names of sites
 * @param protocols application protocols; an empty name means alerts that concern none
 * @param from alerts last seen at this time or later
 * @param to alerts first seen at this time or before
 * @param text words that all must occur, each as the beginning of a word
 * @param address exact address of the originator or the responder
 * @param order newest first, by which time
 */
public record AlertQuery(
        Set<Severity> severities,
        Set<AlertState> states,
        Set<String> types,
        Set<String> agents,
        Set<String> sites,
        Set<String> protocols,
        @Nullable Instant from,
        @Nullable Instant to,
        String text,
        String address,
        Order order) {

    /** Every alert, the latest seen first. */
    public static final AlertQuery ALL = new AlertQuery(
            Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null, "", "", Order.LAST_SEEN);

    public AlertQuery {
        severities = Set.copyOf(severities);
        states = Set.copyOf(states);
        types = Set.copyOf(types);
        agents = Set.copyOf(agents);
        sites = Set.copyOf(sites);
        protocols = Set.copyOf(protocols);
    }

    /** Newest first, by one of two times. */
    public enum Order {
        LAST_SEEN("last_seen"),
        FIRST_SEEN("first_seen");

        final String column;

        Order(String column) {
            this.column = column;
        }
    }

    /** Whether the counters kept at write time can answer for it: it asks for nothing that they do not tell apart. */
    boolean answeredByCounters() {
        return from == null && to == null && text.isBlank() && address.isBlank();
    }
}
