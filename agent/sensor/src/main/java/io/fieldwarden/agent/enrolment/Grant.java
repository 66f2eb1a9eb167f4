package io.fieldwarden.agent.enrolment;

import io.fieldwarden.agent.contract.Certificates;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate that was checked to be what was asked for: for our key, from the authority we trust, valid now.
 *
 * @param agent the name it was granted for
 * @param key the key it belongs to
 * @param certificate the agent's
 * @param authority the collector's
 * @param renewFrom from when on to renew it
 */
public record Grant(
        String agent, KeyPair key, X509Certificate certificate, X509Certificate authority, Instant renewFrom) {

    /**
     * Checks what the collector granted.
     *
     * @param authorityFingerprint SHA-256 of the only authority trusted, in hexadecimal digits
     * @throws EnrolmentException if it cannot be used
     */
    public static Grant check(Certificates granted, KeyPair key, String authorityFingerprint)
            throws EnrolmentException {
        try {
            X509Certificate certificate =
                    Pem.certificates(granted.certificatePem()).getFirst();
            X509Certificate authority = Pem.certificates(granted.authorityPem()).getFirst();
            if (!Pem.fingerprint(authority).equalsIgnoreCase(authorityFingerprint)) {
                throw new GeneralSecurityException("it comes with another authority than the trusted one");
            }
            if (!certificate.getPublicKey().equals(key.getPublic())) {
                throw new GeneralSecurityException("it is for another key");
            }
            certificate.verify(authority.getPublicKey());
            certificate.checkValidity();
            return new Grant(granted.agent(), key, certificate, authority, granted.renewFrom());
        } catch (CertificateNotYetValidException | CertificateExpiredException e) {
            throw new EnrolmentException(
                    "the certificate granted is not valid by this machine's clock, which says " + Instant.now() + " ("
                            + e.getMessage() + "); it was not stored; set the clock (NTP) and enrol with a new token",
                    e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new EnrolmentException(
                    "the certificate granted cannot be used (" + AgentName.printable(String.valueOf(e.getMessage()))
                            + "); it was not stored",
                    e);
        }
    }

    /** SHA-256 of a certificate's DER in hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) {
        return Pem.fingerprint(certificate);
    }

    /** The identity this makes. */
    public Identity identity(String site, URI collector) {
        return new Identity(agent, site, collector, key.getPrivate(), certificate, authority, renewFrom);
    }

    /** The identity this makes of an older one. */
    public Identity renewed(Identity older) {
        return identity(older.site(), older.collector());
    }
}
