package io.fieldwarden.agent.policy;

import java.util.List;
import java.util.Set;

/**
 * The allowed channel from one zone to another (IEC 62443-3-2). It is named by who opens connections.
 *
 * @param from zone of who opens
 * @param to zone of who answers
 * @param protocols protocols as alerts name them; empty for any
 * @param ports ports of who answers; empty for any
 */
public record Conduit(String from, String to, Set<String> protocols, List<Integer> ports) {
    public Conduit {
        protocols = Set.copyOf(protocols);
        ports = List.copyOf(ports);
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port " + port + ", expected 1 to 65535");
            }
        }
    }

    /** Whether it carries a protocol; one that is not recognised yet gets the benefit of the doubt. */
    public boolean carries(String protocol, int port) {
        return (ports.isEmpty() || ports.contains(port))
                && (protocols.isEmpty() || protocol.isEmpty() || protocols.contains(protocol));
    }

    @Override
    public String toString() {
        String what = protocols.isEmpty()
                ? "any protocol"
                : String.join(", ", protocols.stream().sorted().toList());
        return from + " to " + to + " (" + what + (ports.isEmpty() ? "" : ", ports " + ports) + ")";
    }
}
