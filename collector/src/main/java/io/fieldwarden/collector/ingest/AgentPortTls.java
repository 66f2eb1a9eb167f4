package io.fieldwarden.collector.ingest;

import io.fieldwarden.collector.enrolment.ServerCertificate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** How the agent port speaks TLS and HTTP. */
final class AgentPortTls {
    private static final int HEADER_BYTES_MAX = 8192;
    private static final int REQUEST_LINE_BYTES_MAX = 256;
    private static final int HANDSHAKE_SECONDS_MAX = 10;
    private static final int STREAM_WINDOW_BYTES = 1024 * 1024;
    private static final int CONNECTION_WINDOW_BYTES = 4 * 1024 * 1024;
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");
    private static final int BACKLOG = 1024;

    private AgentPortTls() {}

    static HttpServerOptions http(IngestLimits limits, ServerCertificate certificate, String authorityPem) {
        return new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(keyAndChain(certificate))
                .setTrustOptions(authority(authorityPem))
                .setClientAuth(ClientAuth.REQUEST)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS_MAX)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                .setIdleTimeout((int) limits.idle().toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW_BYTES)
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(limits.streams())
                        .setMaxHeaderListSize(HEADER_BYTES_MAX)
                        .setInitialWindowSize(STREAM_WINDOW_BYTES));
    }

    /** The TLS part alone, to show another certificate while the port is open. */
    static ServerSSLOptions tls(ServerCertificate certificate, String authorityPem) {
        return new ServerSSLOptions()
                .setKeyCertOptions(keyAndChain(certificate))
                .setTrustOptions(authority(authorityPem))
                .setClientAuth(ClientAuth.REQUEST)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS_MAX)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    }

    private static PemKeyCertOptions keyAndChain(ServerCertificate certificate) {
        return new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(certificate.keyPem()))
                .addCertValue(Buffer.buffer(certificate.chainPem()));
    }

    private static PemTrustOptions authority(String authorityPem) {
        return new PemTrustOptions().addCertValue(Buffer.buffer(authorityPem));
    }
}
