package io.fieldwarden.agent.decode.tls;

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
final class TlsFacts {
    private static final int ANOMALIES_MAX = 16;

    private final Connection connection;
    private final ObservationSink observations;
    private final TlsIdentities identities;
    private final TlsLimits limits;
    private int anomalies;

    TlsFacts(Connection connection, ObservationSink observations, TlsIdentities identities, TlsLimits limits) {
        this.connection = connection;
        this.observations = observations;
        this.identities = identities;
        this.limits = limits;
    }

    void operation(Direction client, Operation operation, Outcome outcome, long atNanos) {
        observations.observe(new OperationSeen(atNanos, connection, client, operation, outcome));
    }

    /** Tells whom the certificate of a server names, when that is news. */
    void identity(Direction server, TlsCertificate certificate, long atNanos) {
        Endpoint end = connection.end(server);
        if (certificate.commonName().isEmpty() || !identities.isNew(end, certificate.sha256())) {
            return;
        }
        List<Attribute> facts = new ArrayList<>();
        facts.add(new Attribute("name", cut(certificate.commonName())));
        facts.add(new Attribute("certificate_subject", cut(certificate.subject())));
        facts.add(new Attribute("certificate_issuer", cut(certificate.issuer())));
        facts.add(new Attribute("certificate_serial", cut(certificate.serial())));
        Asset asset = new Asset(end.address(), end.mac());
        observations.observe(new IdentitySeen(atNanos, connection, asset, TlsDecoder.PROTOCOL, facts));
    }

    void anomaly(TlsAnomaly anomaly, String detail, long atNanos) {
        if (anomalies++ < ANOMALIES_MAX) {
            observations.observe(new AnomalySeen(atNanos, connection, anomaly, detail));
        }
    }

    String cut(String text) {
        return text.substring(0, Math.min(text.length(), limits.textChars()));
    }
}
