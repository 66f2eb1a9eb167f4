package io.fieldwarden.agent.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics} and {@code /health} over plain HTTP. It shows figures only and changes nothing; still it belongs
 * on the loopback address unless a Prometheus on another machine needs it.
 */
public final class TelemetryEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetryEndpoint.class);
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Telemetry telemetry;
    private final Supplier<List<String>> troubles;

    private TelemetryEndpoint(HttpServer server, Telemetry telemetry, Supplier<List<String>> troubles) {
        this.server = server;
        this.telemetry = telemetry;
        this.troubles = troubles;
    }

    /**
     * Starts serving.
     *
     * @param address where; port 0 takes any free one
     * @param troubles what is switched off or degraded, in words; empty when all is well
     * @throws IOException if the address cannot be used; the message names it
     */
    public static TelemetryEndpoint open(
            InetSocketAddress address, Telemetry telemetry, Supplier<List<String>> troubles) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException e) {
            throw new IOException("metrics cannot be served on " + address + ": " + e.getMessage(), e);
        }
        TelemetryEndpoint endpoint = new TelemetryEndpoint(server, telemetry, troubles);
        server.createContext("/metrics", endpoint::metrics);
        server.createContext("/health", endpoint::health);
        server.setExecutor(endpoint.threads);
        server.start();
        if (!server.getAddress().getAddress().isLoopbackAddress()) {
            LOG.warn("Metrics are served on {} to everybody who can reach it", server.getAddress());
        }
        return endpoint;
    }

    /** Where it is served. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        answer(exchange, "/metrics", 200, TEXT_FORMAT, telemetry.text());
    }

    private void health(HttpExchange exchange) throws IOException {
        List<String> now = troubles.get();
        String text = now.isEmpty() ? "ok\n" : String.join("\n", now) + "\n";
        answer(exchange, "/health", now.isEmpty() ? 200 : 503, "text/plain; charset=utf-8", text);
    }

    private static void answer(HttpExchange exchange, String path, int status, String type, String text)
            throws IOException {
        try (exchange) {
            boolean reads = exchange.getRequestMethod().equals("GET")
                    || exchange.getRequestMethod().equals("HEAD");
            if (!reads || !exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(reads ? 404 : 405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
