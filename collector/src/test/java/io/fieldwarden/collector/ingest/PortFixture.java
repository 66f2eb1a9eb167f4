package io.fieldwarden.collector.ingest;

import io.fieldwarden.collector.enrolment.Authority;
import io.fieldwarden.collector.enrolment.Enrolment;
import io.fieldwarden.collector.enrolment.EnrolmentLimits;
import io.fieldwarden.collector.enrolment.ServerCertificate;
import io.fieldwarden.collector.enrolment.Tokens;
import io.fieldwarden.collector.fleet.Fleet;
import io.fieldwarden.collector.fleet.StoredFleet;
import io.fieldwarden.collector.store.AlertStore;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.SqliteAlertStore;
import io.fieldwarden.collector.telemetry.Telemetry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** A real agent port over a real database, on a free port of the loopback. */
public final class PortFixture implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    public final Database database;
    public final Authority authority;
    public final Enrolment enrolment;
    public final Tokens tokens;
    public final Fleet fleet;
    public final AlertStore store;
    public final AgentPort agentPort;
    public final int port;
    private final Vertx vertx = Vertx.vertx();
    private final Telemetry telemetry = new Telemetry();

    public PortFixture(Path directory) throws IOException {
        this(directory, IngestLimits.standard(), store -> store);
    }

    public PortFixture(Path directory, IngestLimits limits, UnaryOperator<AlertStore> around) throws IOException {
        authority = Authority.open(directory, EnrolmentLimits.standard(), CLOCK.instant());
        database = Database.open(directory);
        enrolment = new Enrolment(database, authority);
        tokens = new Tokens(database);
        fleet = new StoredFleet(database, enrolment);
        store = around.apply(new SqliteAlertStore(database, CLOCK));
        Ingest ingest = new Ingest(enrolment, store, fleet, telemetry.room("ingest"), CLOCK);
        ServerCertificate certificate = ServerCertificate.open(directory, authority, List.of(), CLOCK.instant());
        agentPort = new AgentPort(vertx, ingest, limits, certificate, authority.pem());
        port = agentPort.listen("127.0.0.1", 0);
    }

    /** Secret of a new token for one agent. */
    public String token() {
        return tokens.create(authority, new Tokens.Grant(Duration.ofHours(1), 1, null, null, false), CLOCK.instant())
                .token()
                .secret();
    }

    /** A client that is not enrolled. */
    public TestAgent stranger() {
        return TestAgent.stranger(port, authority.pem());
    }

    /** A client that is. */
    public TestAgent agent(String name) {
        try (TestAgent stranger = stranger()) {
            return stranger.enrolled(token(), name, "plant");
        }
    }

    public Instant now() {
        return CLOCK.instant();
    }

    public double counted(String fate) {
        return telemetry
                .registry()
                .counter("fieldwarden.units", "room", "ingest", "fate", fate)
                .count();
    }

    @Override
    public void close() {
        agentPort.close();
        vertx.close().await();
        database.close();
        telemetry.close();
    }
}
