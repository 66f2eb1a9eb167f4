package io.fieldwarden.agent.uplink;

import io.fieldwarden.agent.contract.Certificates;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.RenewalRequest;
import io.fieldwarden.agent.contract.Wire;
import io.fieldwarden.agent.enrolment.CertificateRequest;
import io.fieldwarden.agent.enrolment.EnrolmentException;
import io.fieldwarden.agent.enrolment.Grant;
import io.fieldwarden.agent.enrolment.Identity;
import io.fieldwarden.agent.enrolment.IdentityFile;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the next certificate, for a new key, before the present one expires. */
final class Renewal {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);

    private final IdentityFile file;
    private final Duration retry;
    private Instant notBefore = Instant.MIN;
    private boolean failed;

    Renewal(IdentityFile file, Duration retry) {
        this.file = file;
        this.retry = retry;
    }

    boolean due(Identity identity) {
        Instant now = Instant.now();
        return !now.isBefore(identity.renewFrom()) && !now.isBefore(notBefore);
    }

    /** Asks for a new certificate over the present one; empty if that did not work and is tried again later. */
    Optional<Identity> renew(CollectorLink link, Identity identity) throws InterruptedException {
        notBefore = Instant.now().plus(retry);
        KeyPair key = CertificateRequest.newKey();
        RenewalRequest request = new RenewalRequest(CertificateRequest.pem(identity.agent(), key));
        Answer answer = link.post(Wire.RENEW, ContractJson.bytes(request));
        if (!(answer instanceof Answer.Taken taken)) {
            return later(identity, answer.toString());
        }
        try {
            Certificates granted = ContractJson.read(taken.body(), Certificates.class);
            Identity renewed = Grant.check(granted, key, Grant.fingerprint(identity.authority()))
                    .renewed(identity);
            file.save(renewed);
            failed = false;
            LOG.info(
                    "The agent's certificate was renewed; it is good until {}",
                    renewed.certificate().getNotAfter().toInstant());
            return Optional.of(renewed);
        } catch (EnrolmentException | IOException | IllegalArgumentException e) {
            return later(identity, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Identity> later(Identity identity, String why) {
        if (!failed) {
            LOG.warn(
                    "The agent's certificate could not be renewed ({}); it is good until {} and renewal is tried every"
                            + " {} minutes",
                    why,
                    identity.certificate().getNotAfter().toInstant(),
                    retry.toMinutes());
        }
        failed = true;
        return Optional.empty();
    }
}
