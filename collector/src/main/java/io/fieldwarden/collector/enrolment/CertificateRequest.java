package io.fieldwarden.collector.enrolment;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * The public key of a PKCS#10 request (RFC 2986) whose sender has shown that it holds the private one. Nothing else of the
 * request is used: the subject and the extensions of the certificate are the collector's to write.
 */
record CertificateRequest(PublicKey key) {
    private static final Pattern PEM = Pattern.compile(
            "\\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]+)-----END (NEW )?CERTIFICATE"
                    + " REQUEST-----\\s*");
    private static final Set<Integer> EC_BITS = Set.of(256, 384);

    /**
     * Reads and checks a request.
     *
     * @throws EnrolmentRefused if it is none, its signature is wrong, or its key is too weak
     */
    static CertificateRequest parse(String pem) {
        if (pem.length() > EnrolmentLimits.CSR_CHARS_MAX) {
            throw refused("is longer than " + EnrolmentLimits.CSR_CHARS_MAX + " characters");
        }
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            throw refused("is not PEM (RFC 7468)");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
            JcaPKCS10CertificationRequest request =
                    new JcaPKCS10CertificationRequest(new PKCS10CertificationRequest(der));
            PublicKey key = strongEnough(request.getPublicKey());
            ContentVerifierProvider verifier = new JcaContentVerifierProviderBuilder().build(key);
            if (!request.isSignatureValid(verifier)) {
                throw refused("has a wrong signature: the sender does not hold the private key");
            }
            return new CertificateRequest(key);
        } catch (IOException
                | GeneralSecurityException
                | OperatorException
                | PKCSException
                | IllegalArgumentException
                | ClassCastException
                | IllegalStateException e) {
            throw refused("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** SHA-256 of the key, in hexadecimal. */
    String keyHash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static PublicKey strongEnough(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec
            when EC_BITS.contains(ec.getParams().getCurve().getField().getFieldSize()) -> key;
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() >= EnrolmentLimits.RSA_BITS_MIN
                    && rsa.getModulus().bitLength() <= EnrolmentLimits.RSA_BITS_MAX -> key;
            default ->
                throw refused("has a key of a kind not accepted: expected EC P-256 or P-384, or RSA of "
                        + EnrolmentLimits.RSA_BITS_MIN + " to " + EnrolmentLimits.RSA_BITS_MAX + " bits");
        };
    }

    private static EnrolmentRefused refused(String why) {
        return new EnrolmentRefused("bad-certificate-request", "the certificate request " + why);
    }
}
