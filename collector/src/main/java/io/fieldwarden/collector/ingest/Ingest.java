package io.fieldwarden.collector.ingest;

import io.fieldwarden.agent.contract.Batch;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.EnrolmentRequest;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Problem;
import io.fieldwarden.agent.contract.Receipt;
import io.fieldwarden.agent.contract.RenewalRequest;
import io.fieldwarden.agent.contract.Wire;
import io.fieldwarden.collector.enrolment.AgentIdentity;
import io.fieldwarden.collector.enrolment.Enrolment;
import io.fieldwarden.collector.enrolment.EnrolmentRefused;
import io.fieldwarden.collector.fleet.Fleet;
import io.fieldwarden.collector.store.AlertStore;
import io.fieldwarden.collector.telemetry.RoomMeter;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every message of an agent is answered; knows no HTTP server. */
public final class Ingest {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final int STORE_RETRY_SECONDS = 10;
    /** A revocation by another process becomes visible a little after the time it bears. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Enrolment enrolment;
    private final AlertStore store;
    private final Fleet fleet;
    private final RoomMeter meter;
    private final InstantSource clock;
    private final AtomicReference<Instant> askedAt;

    public Ingest(Enrolment enrolment, AlertStore store, Fleet fleet, RoomMeter meter, InstantSource clock) {
        this.enrolment = enrolment;
        this.store = store;
        this.fleet = fleet;
        this.meter = meter;
        this.clock = clock;
        this.askedAt = new AtomicReference<>(clock.instant());
    }

    /** Says whose certificate it is, if it is one of ours and good now. */
    Optional<AgentIdentity> recognise(@Nullable X509Certificate certificate) {
        return certificate == null ? Optional.empty() : enrolment.recognise(certificate, clock.instant());
    }

    /** Serials of certificates revoked since shortly before the last time this was asked. */
    Set<String> revokedLately() {
        Instant now = clock.instant();
        Instant since = askedAt.getAndSet(now).minus(OVERLAP);
        return enrolment.revokedSince(since);
    }

    RoomMeter portMeter() {
        return meter;
    }

    /** Answers a request to enrol. */
    Answer enrol(byte[] body, String address) {
        try {
            EnrolmentRequest request = ContractJson.read(body, EnrolmentRequest.class);
            return Answer.ok(enrolment.enrol(request, clock.instant()));
        } catch (EnrolmentRefused e) {
            LOG.warn("refused to enrol an agent from {}: {}", address, e.getMessage());
            return new Answer(403, e.problem(), 0);
        } catch (IllegalArgumentException e) {
            return badMessage(e);
        } catch (RuntimeException e) {
            return storeFailed("enrolment from " + address, e);
        }
    }

    /** Answers any other request, of an agent that was recognised. */
    Answer answer(String path, byte[] body, AgentIdentity agent, X509Certificate certificate) {
        try {
            return switch (path) {
                case Wire.ALERTS -> batch(ContractJson.read(body, Batch.class), agent);
                case Wire.HEARTBEAT -> heartbeat(ContractJson.read(body, Heartbeat.class), agent);
                case Wire.RENEW ->
                    Answer.ok(enrolment.renew(
                            agent,
                            Enrolment.serial(certificate),
                            ContractJson.read(body, RenewalRequest.class),
                            clock.instant()));
                default -> Answer.refused(404, "no-such-path", "agents have no business at this path");
            };
        } catch (EnrolmentRefused e) {
            LOG.warn("refused agent {} a new certificate: {}", agent.name(), e.getMessage());
            return new Answer(403, e.problem(), 0);
        } catch (IllegalArgumentException e) {
            LOG.warn("a message of agent {} is refused: {}", agent.name(), e.getMessage());
            return badMessage(e);
        } catch (RuntimeException e) {
            return storeFailed("message of agent " + agent.name(), e);
        }
    }

    private Answer batch(Batch batch, AgentIdentity agent) {
        meter.received(batch.alerts().size());
        Optional<Problem> refusal = AlertCheck.refusal(batch, agent);
        if (refusal.isPresent()) {
            return refused(refusal.get(), agent);
        }
        AlertStore.Stored stored = store.append(agent.name(), batch.alerts(), clock.instant());
        meter.emitted(stored.stored());
        return Answer.ok(new Receipt(batch.id(), stored.stored(), stored.known()));
    }

    private Answer heartbeat(Heartbeat heartbeat, AgentIdentity agent) {
        Optional<Problem> refusal = AlertCheck.refusal(heartbeat);
        if (refusal.isPresent()) {
            return refused(refusal.get(), agent);
        }
        Instant now = clock.instant();
        fleet.heard(agent.name(), heartbeat, now);
        return Answer.nothing();
    }

    private static Answer refused(Problem problem, AgentIdentity agent) {
        LOG.warn("a message of agent {} is refused: {}", agent.name(), problem.detail());
        return new Answer(problem.type().equals("wrong-agent") ? 403 : 422, problem, 0);
    }

    private static Answer badMessage(IllegalArgumentException e) {
        return Answer.refused(400, "bad-message", String.valueOf(e.getMessage()));
    }

    /** The store refuses or is broken; the agent still has everything, so refusing is safe. */
    private Answer storeFailed(String what, RuntimeException e) {
        meter.failed(1);
        LOG.error("cannot store a {}; the agent keeps it and tries again: {}", what, e.getMessage());
        LOG.debug("why", e);
        return Answer.later(
                503,
                "store-unavailable",
                "the collector cannot store anything now; nothing of this was stored, send it again",
                STORE_RETRY_SECONDS);
    }
}
