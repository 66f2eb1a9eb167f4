package io.fieldwarden.agent.detect.mqtt;

import io.fieldwarden.agent.baseline.Tracked;
import io.fieldwarden.agent.detect.DetectLimits;
import io.fieldwarden.agent.observation.OperationSeen;
import org.jspecify.annotations.Nullable;

/** Which client speaks on which connection, as its CONNECT said. */
final class Clients {
    private final Tracked<Long, String> byConnection = new Tracked<>(DetectLimits.DEFAULT.connectionsMax());

    /** Notes a CONNECT. */
    void connected(OperationSeen seen) {
        String id = MqttFields.clientId(seen.operation());
        if (!id.isEmpty()) {
            byConnection.put(seen.connection().id(), id);
        }
    }

    /** Whether a CONNECT was seen on the connection before. */
    boolean knows(OperationSeen seen) {
        return byConnection.find(seen.connection().id()) != null;
    }

    /** Whether the client's own name is known, from its CONNECT or from what the decoder tells. */
    boolean isNamed(OperationSeen seen) {
        return !MqttFields.clientId(seen.operation()).isEmpty() || knows(seen);
    }

    /** The client id, or its address where its CONNECT was not seen; empty for publications of a tapped broker. */
    String name(OperationSeen seen) {
        String told = MqttFields.clientId(seen.operation());
        if (!told.isEmpty()) {
            return told;
        }
        @Nullable String id = byConnection.find(seen.connection().id());
        if (id != null) {
            return id;
        }
        var end = seen.connection().end(seen.from());
        return end.address().isGroup() ? "" : end.address().toString();
    }
}
