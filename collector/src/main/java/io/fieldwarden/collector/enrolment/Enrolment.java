package io.fieldwarden.collector.enrolment;

import io.fieldwarden.agent.contract.Certificates;
import io.fieldwarden.agent.contract.EnrolmentRequest;
import io.fieldwarden.agent.contract.RenewalRequest;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.Micros;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way in: a join token buys a certificate once, a certificate buys its successor. */
public final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

    private final Database database;
    private final Authority authority;

    public Enrolment(Database database, Authority authority) {
        this.database = database;
        this.authority = authority;
    }

    /**
     * Gives a new agent its certificate. The token is used up in the same transaction; a request repeated within the retry
     * window, because the answer was lost, is given the same certificate again.
     *
     * @throws EnrolmentRefused if the token is not good for it, the request is bad, or the name is taken
     */
    public Certificates enrol(EnrolmentRequest request, Instant now) {
        AgentIdentity identity = identity(request);
        CertificateRequest csr = CertificateRequest.parse(request.csrPem());
        CertificateRow row = database.write(handle -> enrol(handle, request.token(), identity, csr, now));
        LOG.info(
                "agent {} of site {} enrolled; its certificate {} is good until {}",
                identity.name(),
                identity.site(),
                row.serial(),
                row.expiresAt());
        return answer(row);
    }

    /**
     * Gives an agent its next certificate. Certificates older than the one it came with are revoked; that one stays good, in
     * case the agent never gets to store the answer.
     *
     * @param presented serial of the certificate the agent came with, already checked
     * @throws EnrolmentRefused if the request is bad
     */
    public Certificates renew(AgentIdentity identity, String presented, RenewalRequest request, Instant now) {
        CertificateRequest csr = CertificateRequest.parse(request.csrPem());
        CertificateRow row = database.write(handle -> {
            if (CertificateRow.find(handle, presented)
                    .filter(CertificateRow::good)
                    .isEmpty()) {
                throw new EnrolmentRefused("certificate-revoked", "this agent was revoked meanwhile");
            }
            CertificateRow.revokeOthers(handle, identity.name(), presented, "renewal", now);
            return issue(handle, identity, csr, null, now);
        });
        LOG.info(
                "agent {} renewed its certificate; the new one {} is good until {}",
                identity.name(),
                row.serial(),
                row.expiresAt());
        return answer(row);
    }

    /**
     * Says whose certificate it is, if it is one of ours and good now.
     *
     * @param certificate one whose chain the TLS layer has verified against our authority
     */
    public Optional<AgentIdentity> recognise(X509Certificate certificate, Instant now) {
        boolean good = now.isBefore(certificate.getNotAfter().toInstant())
                && database.read(handle -> CertificateRow.find(handle, serial(certificate)))
                        .filter(CertificateRow::good)
                        .isPresent();
        return good ? AgentIdentity.of(certificate) : Optional.empty();
    }

    /** Serials of the certificates revoked at or after {@code since}. */
    public Set<String> revokedSince(Instant since) {
        return database.read(handle -> handle.createQuery("SELECT serial FROM agent_certificate WHERE revoked_at >= ?")
                .bind(0, Micros.of(since))
                .mapTo(String.class)
                .set());
    }

    /** The serial number as the collector writes it: hexadecimal. */
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }

    /**
     * Revokes all certificates of an agent.
     *
     * @return false if it has none that is not revoked already
     */
    public boolean revoke(String agent, String by, Instant now) {
        boolean revoked = database.write(handle -> CertificateRow.revokeAll(handle, agent, by, now)) > 0;
        if (revoked) {
            LOG.warn("agent {} was revoked by {}", agent, by);
        }
        return revoked;
    }

    private CertificateRow enrol(
            Handle handle, String secret, AgentIdentity identity, CertificateRequest csr, Instant now) {
        Tokens.Stored token = Tokens.find(handle, secret)
                .orElseThrow(() -> new EnrolmentRefused(
                        "token-unknown",
                        "this collector never issued this join token; check that all of it was copied"));
        Optional<CertificateRow> repeated =
                CertificateRow.repeated(handle, token.id(), identity.name(), csr.keyHash(), oldestRetry(now));
        if (repeated.isPresent()) {
            return repeated.get();
        }
        token.refusal(identity, now).ifPresent(refusal -> {
            throw refusal;
        });
        refuseTakenName(handle, identity, token, now);
        Tokens.consume(handle, token);
        CertificateRow.revokeAll(handle, identity.name(), "enrolled again", now);
        handle.createUpdate("""
            INSERT INTO agent (name, site, enrolled_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET site = excluded.site, enrolled_at = excluded.enrolled_at\
            """)
                .bind(0, identity.name())
                .bind(1, identity.site())
                .bind(2, Micros.of(now))
                .execute();
        return issue(handle, identity, csr, token.id(), now);
    }

    private static void refuseTakenName(Handle handle, AgentIdentity identity, Tokens.Stored token, Instant now) {
        if (token.replaces()) {
            return;
        }
        if (CertificateRow.anyGood(handle, identity.name(), now)) {
            throw new EnrolmentRefused(
                    "name-taken",
                    "an agent called " + identity.name() + " is enrolled; choose another name, revoke it first, or use"
                            + " a token made with --replace");
        }
        if (CertificateRow.revokedSince(handle, identity.name(), token.createdAt())) {
            throw new EnrolmentRefused(
                    "name-revoked",
                    "agent " + identity.name() + " was revoked after this token was made; it needs a new token");
        }
    }

    private CertificateRow issue(
            Handle handle, AgentIdentity identity, CertificateRequest csr, @Nullable String token, Instant now) {
        X509Certificate certificate = authority.issueAgent(identity, csr.key(), now);
        CertificateRow row = new CertificateRow(
                serial(certificate),
                identity.name(),
                KeyFiles.pem(certificate),
                now.truncatedTo(ChronoUnit.MICROS), // as it will be read back
                certificate.getNotAfter().toInstant(),
                true);
        row.insert(handle, csr.keyHash(), token);
        return row;
    }

    private Certificates answer(CertificateRow row) {
        return new Certificates(row.agent(), row.pem(), authority.pem(), row.renewFrom());
    }

    private Instant oldestRetry(Instant now) {
        return now.minus(authority.limits().retryWindow());
    }

    private static AgentIdentity identity(EnrolmentRequest request) {
        try {
            return new AgentIdentity(request.agent(), request.site());
        } catch (IllegalArgumentException e) {
            throw new EnrolmentRefused("bad-name", String.valueOf(e.getMessage()));
        }
    }
}
