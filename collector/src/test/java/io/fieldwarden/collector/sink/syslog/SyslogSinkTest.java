package io.fieldwarden.collector.sink.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.collector.enrolment.Authority;
import io.fieldwarden.collector.enrolment.EnrolmentLimits;
import io.fieldwarden.collector.ingest.TestAlerts;
import io.fieldwarden.collector.sink.Cursors;
import io.fieldwarden.collector.sink.CutProxy;
import io.fieldwarden.collector.sink.Rsyslog;
import io.fieldwarden.collector.sink.SinkContext;
import io.fieldwarden.collector.sink.SinkLimits;
import io.fieldwarden.collector.sink.SinkRunner;
import io.fieldwarden.collector.sink.format.Formats;
import io.fieldwarden.collector.store.AlertState;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.SqliteAlertStore;
import io.fieldwarden.collector.telemetry.Telemetry;
import io.fieldwarden.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogSinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SinkLimits LIMITS = new SinkLimits(
            50, 1000, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(1));

    @TempDir
    Path directory;

    Database database;
    SqliteAlertStore store;
    Telemetry telemetry;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(Files.createDirectory(directory.resolve("data")));
        store = new SqliteAlertStore(database, InstantSource.system());
        telemetry = new Telemetry();
    }

    @AfterEach
    void close() {
        database.close();
        telemetry.close();
    }

    @Test
    void every_alert_arrives_once_and_in_order() throws Exception {
        try (Rsyslog receiver = new Rsyslog(directory, false);
                SinkRunner sink = start(receiver.port(), "transport: tcp, settle: 200ms, confirm-every: 200ms")) {
            for (int round = 0; round < 10; round++) {
                append(round * 50, 50, 0);
            }
            await().atMost(PATIENCE).until(() -> sink.behind() == 0);
            assertThat(receiver.received()).hasSize(500).doesNotHaveDuplicates();
            assertThat(receiver.received()).containsExactlyElementsOf(ledger(0, 500, 0, "raised"));
        }
    }

    @Test
    void states_are_forwarded_and_revisions_only_when_asked_for() throws Exception {
        try (Rsyslog receiver = new Rsyslog(directory, false);
                SinkRunner sink =
                        start(receiver.port(), "transport: tcp, framing: lf, settle: 0s, confirm-every: 50ms")) {
            append(0, 1, 0);
            append(0, 1, 1);
            store.setState(TestAlerts.alert("gateway-1", 0, 0).id(), AlertState.CLOSED, "known | \\ = ]\nwork", "anna");
            await().atMost(PATIENCE).until(() -> sink.behind() == 0);
            assertThat(receiver.received())
                    .containsExactly(
                            ledger(0, 1, 0, "raised").getFirst(),
                            ledger(0, 1, 1, "state").getFirst());
            assertThat(receiver.lines().get(1))
                    .contains("reason=known | \\\\ \\= ]\\nwork")
                    .contains("suser=anna");
        }
    }

    @Test
    void a_receiver_killed_again_and_again_misses_nothing() throws Exception {
        try (Rsyslog receiver = new Rsyslog(directory, false);
                SinkRunner sink = start(receiver.port(), "transport: tcp, settle: 1s, confirm-every: 300ms")) {
            for (int round = 0; round < 5; round++) {
                append(round * 100, 100, 0);
                if (round % 2 == 0) {
                    int wanted = round * 100 + 30;
                    await().atMost(PATIENCE).until(() -> receiver.received().size() >= wanted);
                }
                receiver.kill();
                append(1000 + round * 10, 10, 0);
                receiver.restart();
            }
            await().atMost(PATIENCE).until(() -> sink.behind() == 0);
            Set<String> expected = new HashSet<>(ledger(0, 500, 0, "raised"));
            expected.addAll(ledger(1000, 50, 0, "raised"));
            assertThat(new HashSet<>(receiver.received())).isEqualTo(expected);
        }
    }

    @Test
    void a_network_cut_or_silently_lost_misses_nothing() throws Exception {
        try (Rsyslog receiver = new Rsyslog(directory, false);
                CutProxy network = new CutProxy(receiver.port());
                SinkRunner sink =
                        start(network.port(), "transport: tcp, settle: 300ms, confirm-every: 200ms, timeout: 1s")) {
            append(0, 100, 0);
            network.cut();
            append(100, 100, 0);
            network.mend();
            await().atMost(PATIENCE).until(() -> receiver.received().size() >= 200);
            network.swallow();
            append(200, 100, 0);
            await().atMost(PATIENCE).until(() -> !sink.trouble().isEmpty());
            network.mend();
            await().atMost(PATIENCE).until(() -> sink.behind() == 0);
            assertThat(new HashSet<>(receiver.received())).isEqualTo(new HashSet<>(ledger(0, 300, 0, "raised")));
        }
    }

    @Test
    void a_sink_stopped_half_way_goes_on_where_the_receiver_is_known_to_be() throws Exception {
        try (Rsyslog receiver = new Rsyslog(directory, false)) {
            String settings = "transport: tcp, settle: 200ms, confirm-every: 100ms";
            append(0, 400, 0);
            try (SinkRunner first = start(receiver.port(), settings)) {
                await().atMost(PATIENCE).until(() -> !receiver.received().isEmpty());
                assertThat(first.name()).isEqualTo("siem");
            }
            append(400, 100, 0);
            try (SinkRunner second = start(receiver.port(), settings)) {
                await().atMost(PATIENCE).until(() -> second.behind() == 0);
            }
            assertThat(new HashSet<>(receiver.received())).isEqualTo(new HashSet<>(ledger(0, 500, 0, "raised")));
        }
    }

    @Test
    void tls_with_the_right_authority_and_name_only() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Authority.open(elsewhere, EnrolmentLimits.standard(), Instant.now());
        append(0, 50, 0);
        try (Rsyslog receiver = new Rsyslog(directory, true)) {
            String quick = "settle: 200ms, confirm-every: 200ms, timeout: 3s, ";
            try (SinkRunner stranger = start(receiver.port(), quick + "tls: {ca: elsewhere/ca.crt}")) {
                await().atMost(PATIENCE).until(() -> stranger.trouble().contains("no TLS"));
            }
            try (SinkRunner misnamed = start("127.0.0.1", receiver.port(), quick + "tls: {ca: receiver.crt}")) {
                await().atMost(PATIENCE).until(() -> misnamed.trouble().contains("no TLS"));
            }
            assertThat(receiver.received()).isEmpty();
            try (SinkRunner sink = start(receiver.port(), quick + "format: json, tls: {ca: receiver.crt}")) {
                await().atMost(PATIENCE).until(() -> sink.behind() == 0);
            }
            assertThat(receiver.received()).containsExactlyElementsOf(ledger(0, 50, 0, "raised"));
            receiver.kill();
            append(50, 50, 0);
            receiver.restart();
            try (SinkRunner sink = start(receiver.port(), quick + "format: json, tls: {ca: receiver.crt}")) {
                await().atMost(PATIENCE).until(() -> sink.behind() == 0);
            }
            assertThat(new HashSet<>(receiver.received())).isEqualTo(new HashSet<>(ledger(0, 100, 0, "raised")));
        }
    }

    @Test
    void hostile_strings_stay_one_message() throws Exception {
        List<String> hostile = List.of(
                "x\n<0>1 2026-01-01T00:00:00Z evil - - - - forged",
                "]|\\=\" cs1=forged | CEF:0|",
                "\u001b[31m\u0000\u0007\r\n",
                "ü\u202Eevil \uD83D\uDE00",
                "a".repeat(4096));
        try (Rsyslog receiver = new Rsyslog(directory, false);
                SinkRunner sink = start(receiver.port(), "transport: tcp, settle: 200ms, confirm-every: 100ms")) {
            for (String words : hostile) {
                int number = hostile.indexOf(words);
                store.append("gateway-1", List.of(TestAlerts.alert("gateway-1", number, 0, words)), Instant.now());
            }
            await().atMost(PATIENCE).until(() -> sink.behind() == 0);
            assertThat(receiver.lines()).hasSize(hostile.size());
            assertThat(receiver.received()).containsExactlyElementsOf(ledger(0, hostile.size(), 0, "raised"));
            assertThat(receiver.lines()).allSatisfy(line -> {
                assertThat(line.codePoints().anyMatch(Character::isISOControl)).isFalse();
                assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                        .isLessThanOrEqualTo(8192);
            });
        }
    }

    private SinkRunner start(int port, String more) {
        return start("localhost", port, more);
    }

    private SinkRunner start(String host, int port, String more) {
        SyslogSettings settings = ConfigReader.parse(
                "test",
                "{name: siem, host: '" + host + "', port: " + port + ", " + more + "}",
                directory,
                SyslogSettings.class);
        SyslogPlugin plugin = new SyslogPlugin();
        plugin.check(settings);
        SinkContext context = new SinkContext("collector.example", 42, Formats.all("1.0"));
        SinkRunner.Supply supply = new SinkRunner.Supply(store, new Cursors(database), LIMITS, InstantSource.system());
        return new SinkRunner(settings, () -> plugin.open(settings, context), supply, telemetry.room("sink.siem"))
                .start();
    }

    private void append(int from, int alerts, int revision) {
        store.append("gateway-1", alerts(from, alerts, revision), Instant.now());
    }

    private static List<Alert> alerts(int from, int alerts, int revision) {
        return IntStream.range(from, from + alerts)
                .mapToObj(number -> TestAlerts.alert("gateway-1", number, revision))
                .toList();
    }

    private static List<String> ledger(int from, int alerts, int revision, String change) {
        return alerts(from, alerts, revision).stream()
                .map(alert -> alert.id() + "/" + alert.revision() + "/" + change)
                .toList();
    }
}
