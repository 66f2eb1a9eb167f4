package io.fieldwarden.agent.decode.ssh;

import io.fieldwarden.agent.observation.Access;
import io.fieldwarden.agent.observation.AnomalySeen;
import io.fieldwarden.agent.observation.Asset;
import io.fieldwarden.agent.observation.Attribute;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Direction;
import io.fieldwarden.agent.observation.Endpoint;
import io.fieldwarden.agent.observation.IdentitySeen;
import io.fieldwarden.agent.observation.ObservationSink;
import io.fieldwarden.agent.observation.Operation;
import io.fieldwarden.agent.observation.OperationSeen;
import io.fieldwarden.agent.observation.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Tells what one connection shows. */
final class SshFacts {
    private static final int ANOMALIES_MAX = 16;

    private final Connection connection;
    private final ObservationSink observations;
    private final SshIdentities identities;
    private final SshLimits limits;
    private int anomalies;

    SshFacts(Connection connection, ObservationSink observations, SshIdentities identities, SshLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.identities = identities;
        this.limits = limits;
    }

    void operation(Direction client, String name, List<Attribute> attributes, Outcome outcome, long atNanos) {
        Operation operation = new Operation(SshDecoder.PROTOCOL, -1, name, Access.SESSION, "", null, attributes);
        observations.observe(new OperationSeen(atNanos, connection, client, operation, outcome));
    }

    /** Tells what software an end runs, and with which host key, when that is news. */
    void identity(Direction side, boolean server, String banner, String hostKey, long atNanos) {
        Endpoint end = connection.end(side);
        String software = SshBanner.software(banner);
        if (software.isEmpty() || !identities.isNew(end.address(), server ? end.port() : 0, software + hostKey)) {
            return;
        }
        List<Attribute> facts = new ArrayList<>(2);
        facts.add(new Attribute("software", software));
        if (!hostKey.isEmpty()) {
            facts.add(new Attribute("host_key_fingerprint", hostKey));
        }
        Asset asset = new Asset(end.address(), end.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, SshDecoder.PROTOCOL, facts));
    }

    void anomaly(SshAnomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < ANOMALIES_MAX) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, cut(detail)));
        }
    }

    String cut(String text) {
        return text.substring(0, Math.min(text.length(), limits.textChars()));
    }
}
