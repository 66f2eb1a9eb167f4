package io.fieldwarden.agent.uplink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Batch;
import io.fieldwarden.agent.contract.Certificates;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.EnrolmentRequest;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.agent.contract.Problem;
import io.fieldwarden.agent.contract.Receipt;
import io.fieldwarden.agent.contract.RenewalRequest;
import io.fieldwarden.agent.contract.Wire;
import io.fieldwarden.agent.enrolment.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** A small collector over real HTTPS with client certificates, which can be made to misbehave in every way. */
public final class TestCollector implements AutoCloseable {
    /** How it answers alerts. */
    public enum Mood {
        WELL,
        BUSY,
        LOSES_RECEIPT,
        REFUSES_CERTIFICATE,
        PROXY_PAGE,
        WRONG_RECEIPT
    }

    public final Map<String, Integer> stored = new ConcurrentHashMap<>();
    public final AtomicInteger duplicates = new AtomicInteger();
    public final AtomicInteger requests = new AtomicInteger();
    public final AtomicInteger renewals = new AtomicInteger();
    public final Queue<Heartbeat> heartbeats = new ConcurrentLinkedQueue<>();
    public final Queue<String> agents = new ConcurrentLinkedQueue<>();
    public final Set<String> poison = ConcurrentHashMap.newKeySet();
    public final Set<String> tokens = ConcurrentHashMap.newKeySet();
    public volatile Mood mood = Mood.WELL;
    public volatile Duration certificateLife = Duration.ofDays(90);

    private final TestAuthority authority;
    private final SSLContext tls;
    private volatile HttpsServer server;
    private volatile int port;

    public TestCollector(TestAuthority authority) throws Exception {
        this.authority = authority;
        tls = authority.server(Instant.now().plus(Duration.ofDays(30)));
        server = start(0);
    }

    public URI address() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** Ends all connections at once. */
    public void kill() {
        server.stop(0);
    }

    /** Comes back on the same port. */
    public void revive() throws IOException {
        server = start(port);
    }

    @Override
    public void close() {
        kill();
    }

    private HttpsServer start(int wanted) throws IOException {
        HttpsServer started = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted), 16);
        port = started.getAddress().getPort();
        started.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wants = tls.getDefaultSSLParameters();
                wants.setWantClientAuth(true);
                wants.setProtocols(new String[] {"TLSv1.3"});
                parameters.setSSLParameters(wants);
            }
        });
        started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.createContext("/", this::answer);
        started.start();
        return started;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.incrementAndGet();
        try {
            String path = exchange.getRequestURI().getPath();
            if (!path.equals(Wire.ENROL)) {
                agents.add(agent(exchange));
            }
            switch (path) {
                case Wire.ENROL -> enrol(exchange, ContractJson.read(body, EnrolmentRequest.class));
                case Wire.RENEW -> renew(exchange, ContractJson.read(body, RenewalRequest.class));
                case Wire.HEARTBEAT -> beat(exchange, ContractJson.read(body, Heartbeat.class));
                case Wire.ALERTS -> store(exchange, ContractJson.read(body, Batch.class));
                default -> reply(exchange, 404, new byte[0]);
            }
        } catch (SSLException e) {
            reply(exchange, 401, ContractJson.bytes(new Problem("no-certificate", "a client certificate is needed")));
        } catch (Exception e) {
            reply(exchange, 400, ContractJson.bytes(new Problem("bad-request", String.valueOf(e.getMessage()))));
        }
    }

    private static String agent(HttpExchange exchange) throws SSLException {
        return ((com.sun.net.httpserver.HttpsExchange) exchange)
                .getSSLSession()
                .getPeerPrincipal()
                .getName();
    }

    private void enrol(HttpExchange exchange, EnrolmentRequest request) throws Exception {
        if (!tokens.remove(request.token())) {
            reply(exchange, 403, ContractJson.bytes(new Problem("token-used", "this token was used already")));
            return;
        }
        reply(exchange, 200, ContractJson.bytes(certificates(request.agent(), request.csrPem())));
    }

    private void renew(HttpExchange exchange, RenewalRequest request) throws Exception {
        renewals.incrementAndGet();
        reply(exchange, 200, ContractJson.bytes(certificates("press-7", request.csrPem())));
    }

    private Certificates certificates(String agent, String csr) throws Exception {
        Instant until = Instant.now().plus(certificateLife);
        return new Certificates(
                agent, authority.sign(csr, agent, until), authority.pem(), until.minus(Duration.ofDays(30)));
    }

    private void beat(HttpExchange exchange, Heartbeat heartbeat) throws IOException {
        heartbeats.add(heartbeat);
        switch (mood) {
            case BUSY -> busy(exchange);
            case REFUSES_CERTIFICATE -> revoked(exchange);
            case WELL, LOSES_RECEIPT, PROXY_PAGE, WRONG_RECEIPT -> exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    private void store(HttpExchange exchange, Batch batch) throws IOException {
        switch (mood) {
            case WELL -> {
                boolean bad = batch.alerts().stream().anyMatch(alert -> poison.contains(alert.id()));
                if (bad) {
                    reply(exchange, 422, ContractJson.bytes(new Problem("alert-invalid", "one alert is not valid")));
                } else {
                    int known = keep(batch);
                    reply(
                            exchange,
                            200,
                            ContractJson.bytes(
                                    new Receipt(batch.id(), batch.alerts().size() - known, known)));
                }
            }
            case BUSY -> busy(exchange);
            case LOSES_RECEIPT -> {
                keep(batch);
                exchange.close(); // the connection ends without an answer
            }
            case REFUSES_CERTIFICATE -> revoked(exchange);
            case PROXY_PAGE ->
                reply(exchange, 400, "<html>proxy</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case WRONG_RECEIPT -> reply(exchange, 200, ContractJson.bytes(new Receipt("another", 1, 0)));
        }
    }

    private int keep(Batch batch) {
        int known = 0;
        for (Alert alert : batch.alerts()) {
            Integer before = stored.get(alert.id());
            if (before != null && before >= alert.revision()) {
                known++;
            }
            stored.merge(alert.id(), alert.revision(), Math::max);
        }
        duplicates.addAndGet(known);
        return known;
    }

    private static void busy(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Retry-After", "1");
        reply(exchange, 503, ContractJson.bytes(new Problem("store-full", "the store is full")));
    }

    private static void revoked(HttpExchange exchange) throws IOException {
        reply(exchange, 403, ContractJson.bytes(new Problem("revoked", "this certificate was revoked")));
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
