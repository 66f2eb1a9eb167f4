package io.fieldwarden.collector.ingest;

import io.fieldwarden.agent.contract.Certificates;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.EnrolmentRequest;
import io.fieldwarden.agent.contract.RenewalRequest;
import io.fieldwarden.agent.contract.Wire;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** An agent of the test: the JDK's HTTP client, a key of its own, and the certificate it was given. */
public final class TestAgent implements AutoCloseable {
    private static final char[] PASSWORD = "x".toCharArray();

    private final String base;
    private final String authorityPem;
    private final KeyPair key;
    private final HttpClient client;
    private final @Nullable Certificates certificates;

    private TestAgent(String base, String authorityPem, KeyPair key, @Nullable Certificates certificates) {
        this.base = base;
        this.authorityPem = authorityPem;
        this.key = key;
        this.certificates = certificates;
        this.client = client(authorityPem, key, certificates);
    }

    /** An agent that is not enrolled. */
    public static TestAgent stranger(int port, String authorityPem) {
        return new TestAgent("https://localhost:" + port, authorityPem, newKey("EC", "secp256r1"), null);
    }

    /** Enrols, and returns the agent with its certificate. */
    public TestAgent enrolled(String secret, String agent, String site) {
        HttpResponse<byte[]> response = post(Wire.ENROL, new EnrolmentRequest(secret, agent, site, csr(key)));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("enrolment answered " + response.statusCode() + " " + text(response));
        }
        return with(ContractJson.read(response.body(), Certificates.class));
    }

    /** Renews, and returns the agent with its next certificate. */
    public TestAgent renewed() {
        HttpResponse<byte[]> response = post(Wire.RENEW, new RenewalRequest(csr(key)));
        if (response.statusCode() != 200) {
            throw new IllegalStateException("renewal answered " + response.statusCode() + " " + text(response));
        }
        return with(ContractJson.read(response.body(), Certificates.class));
    }

    /** The same agent with these certificates. */
    public TestAgent with(Certificates given) {
        return new TestAgent(base, authorityPem, key, given);
    }

    public Certificates certificates() {
        if (certificates == null) {
            throw new IllegalStateException("not enrolled");
        }
        return certificates;
    }

    public KeyPair key() {
        return key;
    }

    public HttpResponse<byte[]> post(String path, Record message) {
        return post(path, ContractJson.bytes(message));
    }

    public HttpResponse<byte[]> post(String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public static KeyPair newKey(String algorithm, String kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(kind));
            } else {
                generator.initialize(Integer.parseInt(kind));
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request for {@code key}, signed by it. */
    public static String csr(KeyPair key) {
        return csr(key, key);
    }

    /** A request for {@code key}, signed by another. */
    public static String csr(KeyPair key, KeyPair signer) {
        try {
            String algorithm = signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            byte[] der = new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=somebody"), key.getPublic())
                    .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
            return "-----BEGIN CERTIFICATE REQUEST-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                    + "\n-----END CERTIFICATE REQUEST-----\n";
        } catch (java.io.IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient client(String authorityPem, KeyPair key, @Nullable Certificates certificates) {
        try {
            Certificate authority = certificate(authorityPem);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            if (certificates != null) {
                Certificate own = certificate(certificates.certificatePem());
                keys.setKeyEntry("agent", key.getPrivate(), PASSWORD, new Certificate[] {own});
            }
            KeyManagerFactory mine = KeyManagerFactory.getInstance("PKIX");
            mine.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(mine.getKeyManagers(), trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
        } catch (java.security.GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate certificate(String pem) throws java.security.GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
