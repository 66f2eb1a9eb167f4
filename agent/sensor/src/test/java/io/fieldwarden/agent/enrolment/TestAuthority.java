package io.fieldwarden.agent.enrolment;

import java.io.StringReader;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** A certificate authority as a collector has one, made by another library than the agent uses. */
public final class TestAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final KeyPair key = CertificateRequest.newKey();
    private final X509Certificate certificate;

    public TestAuthority() throws Exception {
        certificate = issue("Test CA", key.getPublic(), Instant.now().plus(Duration.ofDays(3650)), true);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public String fingerprint() {
        return Pem.fingerprint(certificate);
    }

    public String pem() throws Exception {
        return Pem.write(certificate);
    }

    /** Checks a request's own signature and answers the certificate for it. */
    public String sign(String csrPem, String agent, Instant until) throws Exception {
        PKCS10CertificationRequest request =
                (PKCS10CertificationRequest) new PEMParser(new StringReader(csrPem)).readObject();
        if (!request.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(request.getSubjectPublicKeyInfo()))) {
            throw new IllegalArgumentException("the request is not signed by its own key");
        }
        PublicKey requested = new JcaPKCS10CertificationRequest(request).getPublicKey();
        return Pem.write(issue(agent, requested, until, false));
    }

    /** An identity as enrolment leaves it. */
    public Identity identity(String agent, URI collector, Instant until, Instant renewFrom) throws Exception {
        KeyPair own = CertificateRequest.newKey();
        return new Identity(
                agent,
                "Linz",
                collector,
                own.getPrivate(),
                issue(agent, own.getPublic(), until, false),
                certificate,
                renewFrom);
    }

    /** TLS of a server for 127.0.0.1 that knows agents by this authority. */
    public SSLContext server(Instant until) throws Exception {
        KeyPair own = CertificateRequest.newKey();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", own.getPrivate(), new char[0], new Certificate[] {
            issue("127.0.0.1", own.getPublic(), until, false), certificate
        });
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), new TrustManager[] {Tls.trusting(certificate)}, null);
        return context;
    }

    private X509Certificate issue(String name, PublicKey subject, Instant until, boolean authority) throws Exception {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Test CA"),
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(until.minus(Duration.ofDays(4000))),
                Date.from(until),
                new X500Name("CN=" + name),
                subject);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (name.equals("127.0.0.1")) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, name)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }
}
