package io.fieldwarden.collector.console;

import static java.util.Map.entry;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console: pages and JSON for people, over HTTPS, on a port of its own. */
public final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final String API = "/api/v1";

    private final ConsoleConfig config;
    private final ConsoleLimits limits;
    private final ConsoleSources sources;
    private final KeyCertOptions tls;
    private final Vertx vertx;
    private final ApiContract file = new ApiContract();
    private @Nullable LiveStreams streams;
    private @Nullable HttpServer server;

    /**
     * Prepares a console; nothing is open yet.
     *
     * @param tls key and certificate it shows to browsers
     */
    public Console(ConsoleConfig config, ConsoleLimits limits, ConsoleSources sources, KeyCertOptions tls) {
        this.config = config;
        this.limits = limits;
        this.sources = sources;
        this.tls = tls;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(8));
    }

    /**
     * Opens the port.
     *
     * @return the port it listens on
     * @throws IllegalStateException if it cannot, for instance because another program has the port
     */
    public int start() {
        try {
            return listen();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private int listen() {
        ConsoleJson json = new ConsoleJson(limits);
        LiveStreams live = new LiveStreams(vertx, sources, limits, json);
        streams = live;
        OpenAPIContract contract = await(file.forRouter(vertx).toCompletionStage(), "read its contract");
        HttpServer started = await(
                vertx.createHttpServer(options())
                        .requestHandler(router(contract, json, live))
                        .listen(config.port(), config.host())
                        .toCompletionStage(),
                "listen on " + config.host() + ":" + config.port());
        server = started;
        LOG.info("The console listens on https://{}:{}/", config.host(), started.actualPort());
        return started.actualPort();
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions();
        options.setSsl(true).setKeyCertOptions(tls).setUseAlpn(true);
        options.setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"));
        options.setIdleTimeout((int) limits.connectionIdle().toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
        options.setMaxHeaderSize(limits.headerBytesMax()).setMaxInitialLineLength(limits.headerBytesMax());
        return options;
    }

    private Router router(OpenAPIContract contract, ConsoleJson json, LiveStreams live) {
        Router router = Router.router(vertx);
        router.route().handler(new SecurityHeaders());
        router.route(API + "/*").handler(inTime());
        router.get(API + "/openapi.yaml").handler(this::contractFile);
        router.route(API + "/*").subRouter(api(contract, json, live));
        new PageFiles().serve(router);
        router.route().failureHandler(new Problems());
        for (int status : new int[] {400, 404, 405, 413}) {
            router.errorHandler(status, new Problems());
        }
        return router;
    }

    /** Every request is answered in time but the streams, which last. */
    private Handler<RoutingContext> inTime() {
        TimeoutHandler timeout = TimeoutHandler.create(limits.requestTime().toMillis(), 503);
        return context -> {
            if (context.normalizedPath().equals(API + "/alerts/stream")) {
                context.next();
            } else {
                timeout.handle(context);
            }
        };
    }

    private void contractFile(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "application/yaml")
                .end(file.text())
                .onFailure(gone -> LOG.debug("A browser left before it was answered", gone));
    }

    private Router api(OpenAPIContract contract, ConsoleJson json, LiveStreams live) {
        AccountRoutes account = new AccountRoutes(sources.accounts());
        AlertRoutes alerts = new AlertRoutes(sources, json);
        PlantRoutes plant = new PlantRoutes(sources, limits, json);
        RouterBuilder api = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        SessionGate gate = new SessionGate(sources.accounts());
        api.rootHandler(BodyHandler.create(false).setBodyLimit(limits.bodyBytesMax()));
        api.rootHandler(gate.ownPages());
        api.rootHandler(gate.signedInUnless(contract));
        Map<String, Handler<RoutingContext>> answers = Map.ofEntries(
                entry("signIn", Answer.by(account::signIn)),
                entry("whoAmI", Answer.by(account::whoAmI)),
                entry("signOut", Answer.by(account::signOut)),
                entry("changePassword", Answer.by(account::changePassword)),
                entry("overview", Answer.by(plant::overview)),
                entry("listAlerts", Answer.by(alerts::list)),
                entry("streamAlerts", live::open),
                entry("getAlert", Answer.by(alerts::one)),
                entry("getEvidence", Answer.by(alerts::evidence)),
                entry("setState", Answer.by(alerts::setState)),
                entry("listAgents", Answer.by(plant::agents)),
                entry("catalogue", Answer.by(plant::catalogue)),
                entry("health", Answer.by(plant::health)));
        for (OpenAPIRoute route : api.getRoutes()) {
            String operation = route.getOperation().getOperationId();
            Handler<RoutingContext> answer = answers.get(operation);
            if (answer == null) {
                throw new IllegalStateException("the contract has an operation that nothing answers: " + operation);
            }
            route.setDoSecurity(false); // the gate before it does that, for all of them
            route.addHandler(answer);
        }
        return api.createRouter();
    }

    private static <T> T await(CompletionStage<T> stage, String what) {
        try {
            return stage.toCompletableFuture().get(START_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("the console cannot " + what + ": " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the start of the console was interrupted", e);
        }
    }

    /** Ends live streams, closes the port and waits for requests under way. */
    @Override
    public void close() {
        if (streams != null) {
            streams.close();
        }
        if (server != null) {
            await(server.close().toCompletionStage(), "close its port");
        }
        await(vertx.close().toCompletionStage(), "stop");
    }
}
