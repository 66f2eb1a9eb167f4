package io.fieldwarden.collector.ingest;

import io.fieldwarden.collector.enrolment.Enrolment;
import io.vertx.core.http.HttpConnection;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** One open connection of the agent port. */
final class Link {
    private final HttpConnection connection;
    private final String address;
    private final @Nullable X509Certificate certificate;
    private volatile long usefulAtNanos;

    Link(HttpConnection connection, long nanos) {
        this.connection = connection;
        this.address = connection.remoteAddress() == null
                ? "unknown"
                : String.valueOf(connection.remoteAddress().hostAddress());
        this.certificate = certificate(connection);
        this.usefulAtNanos = nanos;
    }

    String address() {
        return address;
    }

    /** The client certificate, whose chain the TLS layer has verified; null if it showed none. */
    @Nullable
    X509Certificate certificate() {
        return certificate;
    }

    /** Serial of the client certificate, empty if it showed none. */
    String serial() {
        return certificate == null ? "" : Enrolment.serial(certificate);
    }

    void completedRequest(long nanos) {
        usefulAtNanos = nanos;
    }

    boolean uselessSince(long nanos) {
        return usefulAtNanos - nanos < 0;
    }

    void close() {
        connection.close();
    }

    private static @Nullable X509Certificate certificate(HttpConnection connection) {
        try {
            List<Certificate> chain = connection.peerCertificates();
            return chain != null && !chain.isEmpty() && chain.getFirst() instanceof X509Certificate first
                    ? first
                    : null;
        } catch (SSLPeerUnverifiedException e) {
            return null; // it showed none: it may enrol
        }
    }
}
