package io.fieldwarden.agent.enrolment;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a server only if its chain contains the authority whose fingerprint the join token carries, and is valid under
 * that authority alone, for the host that was asked for.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final String fingerprint;

    PinnedTrust(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** The server is not the one the token was made by. */
    static final class WrongAuthority extends CertificateException {
        private static final long serialVersionUID = 1L;

        WrongAuthority(String message) {
            super(message);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        underPinned(chain).checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        underPinned(chain).checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("without a connection the host name cannot be checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw notAServer();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private X509ExtendedTrustManager underPinned(X509Certificate[] chain) throws CertificateException {
        for (X509Certificate certificate : chain) {
            if (Pem.fingerprint(certificate).equalsIgnoreCase(fingerprint)) {
                try {
                    return Tls.trusting(certificate);
                } catch (GeneralSecurityException e) {
                    throw new CertificateException(e);
                }
            }
        }
        throw new WrongAuthority("its chain ends in the authority " + Pem.fingerprint(chain[chain.length - 1])
                + ", the token says " + fingerprint);
    }

    private static CertificateException notAServer() {
        return new CertificateException("an agent never accepts connections");
    }
}
