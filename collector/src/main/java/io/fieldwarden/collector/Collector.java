package io.fieldwarden.collector;

import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.collector.console.AlertType;
import io.fieldwarden.collector.console.Console;
import io.fieldwarden.collector.console.ConsoleConfig;
import io.fieldwarden.collector.console.ConsoleLimits;
import io.fieldwarden.collector.console.ConsoleSources;
import io.fieldwarden.collector.enrolment.Authority;
import io.fieldwarden.collector.enrolment.Enrolment;
import io.fieldwarden.collector.enrolment.EnrolmentLimits;
import io.fieldwarden.collector.enrolment.ServerCertificate;
import io.fieldwarden.collector.fleet.Fleet;
import io.fieldwarden.collector.fleet.StoredFleet;
import io.fieldwarden.collector.ingest.AgentPort;
import io.fieldwarden.collector.ingest.Ingest;
import io.fieldwarden.collector.ingest.IngestLimits;
import io.fieldwarden.collector.sink.Cursors;
import io.fieldwarden.collector.sink.SinkContext;
import io.fieldwarden.collector.sink.SinkLimits;
import io.fieldwarden.collector.sink.SinkRunner;
import io.fieldwarden.collector.sink.format.Formats;
import io.fieldwarden.collector.store.AlertSearch;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.SqliteAlertStore;
import io.fieldwarden.collector.store.account.AccountLimits;
import io.fieldwarden.collector.store.account.Accounts;
import io.fieldwarden.collector.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running collector. Everything is built here by hand, in the order of the data's way from the back: store, then the
 * ways out, then the console, and the agent port last; it stops the other way round and always to the end.
 */
public final class Collector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final CollectorConfig config;
    private final InstantSource clock;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Optional<String> firstPassword = Optional.empty();
    private int agentPort;
    private int consolePort;

    private Collector(CollectorConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Starts a collector.
     *
     * @throws IOException if its files cannot be used
     * @throws io.fieldwarden.config.ConfigException if a sink's section cannot be used
     * @throws io.fieldwarden.collector.store.StoreException if the database cannot be used
     */
    public static Collector start(CollectorConfig config, InstantSource clock) throws IOException {
        Collector collector = new Collector(config, clock);
        try {
            collector.build(Sinks.read(config.sinks()));
            return collector;
        } catch (IOException | RuntimeException e) {
            collector.close();
            throw e;
        }
    }

    private void build(Sinks sinks) throws IOException {
        Authority authority = Authority.open(config.dataDir(), EnrolmentLimits.standard(), clock.instant());
        begun(DataDirLock.take(config.dataDir()));
        Database database = begun(Database.open(config.dataDir()));
        SqliteAlertStore store = new SqliteAlertStore(database, clock);
        Enrolment enrolment = new Enrolment(database, authority);
        Fleet fleet = new StoredFleet(database, enrolment);
        Vertx vertx = Vertx.vertx();
        begun(() -> vertx.close().await());
        Telemetry telemetry = begun(new Telemetry());
        telemetry.gauge("fieldwarden.store.bytes", "Bytes of the database on the disk", database::bytesOnDisk);

        startSinks(sinks, store, database, telemetry);
        ServerCertificate certificate = ServerCertificate.open(
                config.dataDir(), authority, config.agents().names(), clock.instant());
        startConsole(store, database, fleet, certificate);
        Ingest ingest = new Ingest(enrolment, store, fleet, telemetry.room("ingest"), clock);
        AgentPort port = begun(new AgentPort(vertx, ingest, IngestLimits.standard(), certificate, authority.pem()));
        telemetry.gauge("fieldwarden.agent.connections", "Open connections of agents", port.connections());
        begun(new Upkeep(config, authority, port, certificate, clock).start());
        if (config.telemetry().enabled()) {
            listen(
                    "telemetry",
                    config.telemetry().port(),
                    () -> telemetry.listen(
                            vertx,
                            config.telemetry().listen(),
                            config.telemetry().port()));
        }
        agentPort = listen(
                "agents",
                config.agents().port(),
                () -> port.listen(config.agents().listen(), config.agents().port()));
        LOG.info("agents are awaited on {}:{}", config.agents().listen(), agentPort);
    }

    private void startSinks(Sinks sinks, SqliteAlertStore store, Database database, Telemetry telemetry) {
        SinkContext context =
                new SinkContext(hostName(), ProcessHandle.current().pid(), Formats.all(Version.text()));
        SinkRunner.Supply supply = new SinkRunner.Supply(store, new Cursors(database), SinkLimits.standard(), clock);
        for (SinkRunner runner : sinks.start(context, supply, telemetry::room)) {
            begun(runner);
            telemetry.gauge(
                    "fieldwarden.sink.behind." + runner.name(),
                    "Changes the sink's receiver is not known to have",
                    runner::behind);
        }
    }

    private void startConsole(SqliteAlertStore store, Database database, Fleet fleet, ServerCertificate certificate) {
        Accounts accounts = new Accounts(database, AccountLimits.STANDARD, clock);
        List<AlertType> catalogue = AlertCatalogue.load().alerts().stream()
                .map(type -> new AlertType(type.id(), type.title(), type.severity(), type.techniques()))
                .toList();
        ConsoleSources sources =
                new ConsoleSources(store, new AlertSearch(database), accounts, fleet, catalogue, clock);
        PemKeyCertOptions tls = new PemKeyCertOptions()
                .addKeyValue(Buffer.buffer(certificate.keyPem()))
                .addCertValue(Buffer.buffer(certificate.chainPem()));
        ConsoleConfig where =
                new ConsoleConfig(config.console().listen(), config.console().port());
        Console console = begun(new Console(where, ConsoleLimits.STANDARD, sources, tls));
        consolePort = listen("console", config.console().port(), console::start);
        firstPassword = accounts.createFirst();
    }

    /** The port agents connect to. */
    public int agentPort() {
        return agentPort;
    }

    /** The port of the console. */
    public int consolePort() {
        return consolePort;
    }

    /** The password of the first account, if it was made with this start. */
    public Optional<String> firstPassword() {
        return firstPassword;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not stop properly", part.getClass().getSimpleName(), e);
            }
        }
    }

    private <T extends AutoCloseable> T begun(T part) {
        running.push(part);
        return part;
    }

    @FunctionalInterface
    private interface Listening {
        int open();
    }

    /** Opening a port fails for a reason outside of the program; the port has to be in the message. */
    private static int listen(String key, int port, Listening listening) throws PortException {
        try {
            return listening.open();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PortException(key + ": cannot start on port " + port + ": " + cause.getMessage(), e);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
