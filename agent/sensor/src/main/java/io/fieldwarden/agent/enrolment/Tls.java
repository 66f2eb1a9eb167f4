package io.fieldwarden.agent.enrolment;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Connections to the collector: TLS 1.3 only, no authority trusted but the collector's own, host name checked. */
public final class Tls {
    private Tls() {}

    /** A client that shows the agent's certificate. */
    public static HttpClient client(Identity identity, Duration connectTimeout) throws GeneralSecurityException {
        char[] noPassword = new char[0]; // in memory only
        KeyStore own = empty();
        own.setKeyEntry(
                "agent", identity.key(), noPassword, new Certificate[] {identity.certificate(), identity.authority()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, noPassword);
        return client(keys.getKeyManagers(), trusting(identity.authority()), connectTimeout);
    }

    /** A client without a certificate, for enrolment. */
    static HttpClient client(String authorityFingerprint, Duration connectTimeout) throws GeneralSecurityException {
        return client(new KeyManager[0], new PinnedTrust(authorityFingerprint), connectTimeout);
    }

    static X509ExtendedTrustManager trusting(X509Certificate authority) throws GeneralSecurityException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this Java runtime cannot check certificate chains");
    }

    private static HttpClient client(KeyManager[] keys, TrustManager trust, Duration connectTimeout)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys, new TrustManager[] {trust}, null);
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
