package io.fieldwarden.agent.decode.tls;

import java.util.List;

/**
 * What an X.509 certificate says (RFC 5280 4.1); names as RFC 4514 writes them, the last first.
 *
 * @param notBefore ISO 8601, as {@code notAfter}
 * @param keyLength bits, 0 if not known
 * @param names DNS names and addresses it is for
 * @param sha1 of the whole, 40 hexadecimal digits
 * @param sha256 of the whole, 64 hexadecimal digits
 */
record TlsCertificate(
        int version,
        String serial,
        String subject,
        String issuer,
        String commonName,
        String notBefore,
        String notAfter,
        String keyAlgorithm,
        String signatureAlgorithm,
        int keyLength,
        String curve,
        List<String> names,
        boolean authority,
        String sha1,
        String sha256) {
    TlsCertificate {
        names = List.copyOf(names);
    }

    boolean selfSigned() {
        return !subject.isEmpty() && subject.equals(issuer);
    }
}
