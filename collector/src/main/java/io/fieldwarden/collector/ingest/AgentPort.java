package io.fieldwarden.collector.ingest;

import io.fieldwarden.agent.contract.Wire;
import io.fieldwarden.collector.enrolment.AgentIdentity;
import io.fieldwarden.collector.enrolment.ServerCertificate;
import io.fieldwarden.collector.telemetry.RoomMeter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port for agents and nobody else: HTTPS with TLS 1.3, HTTP/2 or 1.1, exactly the paths of {@link Wire}. Every path but
 * enrolment needs a client certificate of our own authority that is not revoked, checked with each request.
 */
public final class AgentPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentPort.class);
    private static final Set<String> PATHS = Set.of(Wire.ENROL, Wire.RENEW, Wire.ALERTS, Wire.HEARTBEAT);
    private static final long SWEEP_MILLIS = 1000;

    private final Vertx vertx;
    private final Ingest ingest;
    private final IngestLimits limits;
    private final RoomMeter meter;
    private final Links links;
    private final Workers workers;
    private final Allowance agentAllowance;
    private final Allowance enrolmentAllowance;
    private final AtomicLong bodyBytes = new AtomicLong();
    private final HttpServer server;
    private final AtomicLong sweeps = new AtomicLong();

    /**
     * Prepares the port; {@link #listen} opens it.
     *
     * @param authorityPem the authority whose certificates are accepted
     */
    public AgentPort(
            Vertx vertx, Ingest ingest, IngestLimits limits, ServerCertificate certificate, String authorityPem) {
        this.vertx = vertx;
        this.ingest = ingest;
        this.limits = limits;
        this.meter = ingest.portMeter();
        this.links = new Links(limits, meter);
        this.workers = new Workers(limits.requestsInFlight());
        this.agentAllowance =
                new Allowance(limits.requestsPerSecond(), limits.requestsBurst(), IngestLimits.ADDRESSES_MAX);
        this.enrolmentAllowance =
                new Allowance(limits.enrolmentsPerMinute() / 60, limits.enrolmentsBurst(), IngestLimits.ADDRESSES_MAX);
        this.server = vertx.createHttpServer(AgentPortTls.http(limits, certificate, authorityPem))
                .connectionHandler(links::opened)
                .exceptionHandler(this::noTls)
                .requestHandler(this::route);
    }

    /**
     * Opens the port.
     *
     * @return the port number it listens on
     */
    public int listen(String host, int port) {
        int actual = server.listen(SocketAddress.inetSocketAddress(port, host))
                .await()
                .actualPort();
        sweeps.set(vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep()));
        return actual;
    }

    /** Shows a new server certificate from the next handshake on; open connections stay. */
    public void show(ServerCertificate certificate, String authorityPem) {
        server.updateSSLOptions(AgentPortTls.tls(certificate, authorityPem)).await();
    }

    /** How many connections are open. */
    public Supplier<Number> connections() {
        return links::size;
    }

    private void route(HttpServerRequest request) {
        String path = request.path();
        Link link = links.of(request.connection());
        if (link == null) {
            request.connection().close(); // over the limit, or closing already
            return;
        }
        boolean batch = Wire.ALERTS.equals(path);
        int bytesMax = batch ? limits.batchBytes() : limits.smallBodyBytes();
        Exchange exchange =
                new Exchange(vertx, request, link, new Body(bytesMax, bodyBytes, limits.bodyBytesInFlight()));
        X509Certificate certificate = link.certificate();
        if (path == null || !PATHS.contains(path)) {
            exchange.refuse(Answer.refused(404, "no-such-path", "agents have no business at this path"));
        } else if (!HttpMethod.POST.equals(request.method())) {
            exchange.refuse(Answer.refused(405, "no-such-method", "only POST is taken here"));
        } else if (tooLong(request, bytesMax)) {
            exchange.refuse(Answer.refused(413, "too-long", "at most " + bytesMax + " bytes are taken here"));
        } else if (path.equals(Wire.ENROL)) {
            exchange.read(limits.bodyTime().toMillis(), workers, body -> enrol(body, link));
        } else if (certificate == null) {
            exchange.refuse(Answer.refused(401, "no-certificate", "this path needs a client certificate; enrol first"));
        } else {
            exchange.read(limits.bodyTime().toMillis(), workers, body -> answer(path, body, link, certificate));
        }
    }

    private Answer enrol(byte[] body, Link link) {
        int wait = enrolmentAllowance.take(link.address(), System.nanoTime());
        if (wait > 0) {
            meter.dropped(1);
            return Answer.later(429, "too-many-requests", "too many enrolments from one address", wait);
        }
        return ingest.enrol(body, link.address());
    }

    private Answer answer(String path, byte[] body, Link link, X509Certificate certificate) {
        Optional<AgentIdentity> agent = ingest.recognise(certificate);
        if (agent.isEmpty()) {
            LOG.warn(
                    "refused a request from {}: its certificate {} is revoked, expired or unknown",
                    link.address(),
                    link.serial());
            vertx.setTimer(200, answered -> link.close());
            return Answer.refused(
                    403, "certificate-revoked", "this certificate is revoked, expired or unknown; enrol again");
        }
        int wait = agentAllowance.take(agent.get().name(), System.nanoTime());
        if (wait > 0) {
            meter.dropped(1);
            return Answer.later(
                    429, "too-many-requests", "this agent sends too often; its alerts are safe with it", wait);
        }
        return ingest.answer(path, body, agent.get(), certificate);
    }

    private static boolean tooLong(HttpServerRequest request, int bytesMax) {
        String length = request.getHeader("Content-Length");
        return length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > bytesMax;
    }

    /** A scanner, a browser, an agent of another collector: no reason for more than a count. */
    private void noTls(Throwable e) {
        meter.failed(1);
        LOG.debug("a connection to the agent port never became one: {}", e.getMessage());
    }

    private void sweep() {
        links.closeUseless();
        workers.start(() -> links.closeRevoked(ingest.revokedLately()));
    }

    /** Takes no more requests, lets those begun finish, closes. */
    @Override
    public void close() {
        vertx.cancelTimer(sweeps.get());
        workers.close();
        server.close().await();
    }
}
