package io.fieldwarden.agent.enrolment;

import java.net.URI;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * Who this agent is.
 *
 * @param agent its name, as its certificate says
 * @param site where it stands
 * @param collector the collector it enrolled with
 * @param key its private key; never leaves this machine
 * @param certificate issued by {@code authority}
 * @param authority the collector's own, the only one trusted
 * @param renewFrom from when on the certificate should be renewed
 */
public record Identity(
        String agent,
        String site,
        URI collector,
        PrivateKey key,
        X509Certificate certificate,
        X509Certificate authority,
        Instant renewFrom) {
    @Override
    public String toString() {
        return "Identity[agent=" + agent + ", site=" + site + ", expires="
                + certificate.getNotAfter().toInstant() + "]"; // never the key
    }
}
