package io.fieldwarden.collector.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counters and gauges of all rooms, and the Prometheus endpoint {@code GET /metrics} that shows them. */
public final class Telemetry implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private @Nullable HttpServer server;

    public Telemetry() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** The registry rooms count in. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Makes the meter of a room. */
    public RoomMeter room(String name) {
        return new RoomMeter(registry, name);
    }

    /** Shows a figure that is read when asked for. */
    public void gauge(String name, String description, Supplier<Number> figure) {
        Gauge.builder(name, figure).description(description).register(registry);
    }

    /**
     * Opens the endpoint.
     *
     * @return the port it listens on
     */
    public int listen(Vertx vertx, String host, int port) {
        HttpServer opened = vertx.createHttpServer(
                        new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setMaxHeaderSize(4096))
                .requestHandler(this::answer);
        opened.exceptionHandler(
                e -> registry.counter("fieldwarden.telemetry.broken").increment());
        server = opened;
        return opened.listen(SocketAddress.inetSocketAddress(port, host))
                .await()
                .actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (!"/metrics".equals(request.path())) {
            request.response().setStatusCode(404).end();
        } else if (!HttpMethod.GET.equals(request.method())) {
            request.response().setStatusCode(405).end();
        } else {
            request.response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(registry.scrape());
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().await();
        }
        collections.close();
        registry.close();
    }
}
