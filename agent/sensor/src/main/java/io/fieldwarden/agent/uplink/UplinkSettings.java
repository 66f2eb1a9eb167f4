package io.fieldwarden.agent.uplink;

import java.net.URI;
import java.util.List;

/**
 * Where to send.
 *
 * @param collectors addresses of one collector, or of several with one store, tried in turn; {@code https://HOST:PORT}
 * @param limits how often and how long
 */
public record UplinkSettings(List<URI> collectors, UplinkLimits limits) {
    public UplinkSettings {
        collectors = List.copyOf(collectors);
        if (collectors.isEmpty()) {
            throw new IllegalArgumentException("there is no collector, expected at least one https://HOST:PORT");
        }
        for (URI collector : collectors) {
            if (!"https".equals(collector.getScheme()) || collector.getHost() == null) {
                throw new IllegalArgumentException("collector is '" + collector + "', expected https://HOST:PORT");
            }
        }
    }
}
