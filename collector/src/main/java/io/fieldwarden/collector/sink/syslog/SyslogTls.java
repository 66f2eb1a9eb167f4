package io.fieldwarden.collector.sink.syslog;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** TLS of a syslog sink (RFC 5425, RFC 9662): 1.2 or 1.3, the receiver's certificate and its name checked. */
final class SyslogTls {
    private SyslogTls() {}

    /**
     * Reads the certificates of the settings; null for plain TCP.
     *
     * @throws IOException naming the file that cannot be used
     */
    static @Nullable SslContext context(SyslogSettings settings) throws IOException {
        if (settings.transport() == SyslogSettings.Transport.TCP) {
            return null;
        }
        SyslogSettings.Tls tls = settings.tls();
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm(tls.verifyName() ? "HTTPS" : "");
        if (tls.ca() != null) {
            Path ca = readable(tls.ca());
            attempt(ca, () -> builder.trustManager(ca.toFile()));
        }
        if (tls.certificate() != null && tls.key() != null) {
            Path certificate = readable(tls.certificate());
            Path key = readable(tls.key());
            attempt(key, () -> builder.keyManager(certificate.toFile(), key.toFile()));
        }
        return builder.build();
    }

    private static Path readable(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + " is not a file this user may read");
        }
        return file;
    }

    private static void attempt(Path file, Runnable use) throws IOException {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " cannot be used: expected certificates in PEM, or an unencrypted PKCS#8 key in PEM", e);
        }
    }
}
