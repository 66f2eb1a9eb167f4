package io.fieldwarden.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered for is there: after a kill, on a full disk, beside a damaged file, across versions. */
class StoreCrashTest {
    private static final int KILLS = 6;
    private static final int BATCH = 20;

    @TempDir
    Path dir;

    /** Appends batches for ever and prints the number of each batch once it is stored: what the parent holds it to. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] args) {
            try (Database database = Database.open(Path.of(args[0]))) {
                SqliteAlertStore store = new SqliteAlertStore(database, InstantSource.system());
                for (long batch = Long.parseLong(args[1]); ; batch++) {
                    store.append("gw-1", batch(batch), Instant.now());
                    System.out.println(batch);
                    System.out.flush();
                }
            }
        }
    }

    static List<Alert> batch(long number) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            alerts.add(SampleAlerts.of("gw-1", number * BATCH + i, 0, Severity.HIGH, new Evidence(1, new byte[900])));
        }
        return alerts;
    }

    @Test
    void whatever_was_answered_for_survives_kill_9_again_and_again() throws Exception {
        Set<Long> ledger = new HashSet<>();
        Random random = new Random(9);
        long next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            next = appendAndKill(ledger, next, 3 + random.nextInt(25));
        }
        assertThat(ledger.size()).isGreaterThan(KILLS * 3);
        try (Database database = Database.open(dir)) {
            Set<String> stored = new HashSet<>();
            SqliteAlertStore store = new SqliteAlertStore(database, InstantSource.system());
            List<AlertStore.Change> changes = store.changesAfter(0, Integer.MAX_VALUE);
            changes.forEach(change -> stored.add(change.alert().id()));
            assertThat(stored).hasSameSizeAs(changes); // each once
            ledger.forEach(
                    number -> batch(number).forEach(alert -> assertThat(stored).contains(alert.id())));
            assertThat(new AlertSearch(database).facets(AlertQuery.ALL).matching())
                    .isEqualTo(stored.size());
            assertThat(stored.size() % BATCH).as("batches are stored whole").isZero();
        }
    }

    private long appendAndKill(Set<Long> ledger, long from, int batches) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        dir.toString(),
                        Long.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> told = new ArrayList<>();
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("\\d+")) {
                    told.add(Long.parseLong(line));
                    if (told.size() == batches) {
                        child.toHandle().destroyForcibly(); // SIGKILL; what was still printed before it is read too
                    }
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(told).hasSizeGreaterThanOrEqualTo(batches);
        ledger.addAll(told);
        return told.getLast() + 1; // may be stored already without having been told: appending it again must do no harm
    }

    @Test
    void a_damaged_file_is_refused_kept_and_copied_once() throws IOException {
        try (Database database = Database.open(dir)) {
            SqliteAlertStore store = new SqliteAlertStore(database, InstantSource.system());
            for (int i = 0; i < 20; i++) {
                store.append("gw-1", batch(i), Instant.now());
            }
        }
        Path file = dir.resolve(Database.FILE);
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[64 * 1024];
            new Random(1).nextBytes(noise);
            damaged.seek(4096 * 3);
            damaged.write(noise);
        }
        byte[] before = Files.readAllBytes(file);

        for (int start = 0; start < 2; start++) {
            assertThatThrownBy(() -> Database.open(dir))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageContaining("copy");
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(dir)) {
            List<Path> copies = files.filter(
                            path -> path.getFileName().toString().startsWith("damaged-"))
                    .toList();
            assertThat(copies).hasSize(1);
            assertThat(Files.readAllBytes(copies.getFirst().resolve(Database.FILE)))
                    .isEqualTo(before);
        }
    }

    @Test
    void a_file_that_is_no_database_is_refused() throws IOException {
        Files.writeString(dir.resolve(Database.FILE), "this is a letter, not a database".repeat(200));
        assertThatThrownBy(() -> Database.open(dir))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_database_of_a_later_version_is_refused_and_left_alone() throws Exception {
        Database.open(dir).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve(Database.FILE));
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                            + " checksum, installed_by, execution_time, success)"
                            + " VALUES (99, '900', 'future', 'SQL', 'V900__future.sql', 1, '', 1, 1)");
        }
        assertThatThrownBy(() -> Database.open(dir))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("later version")
                .hasMessageContaining("900");
    }

    @Test
    void a_database_of_the_first_version_is_brought_forward_with_its_alerts() {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + dir.resolve(Database.FILE), null, null)
                .locations("classpath:db/migration")
                .target("1")
                .load()
                .migrate();
        try (Database database = Database.open(dir)) {
            SqliteAlertStore store = new SqliteAlertStore(database, InstantSource.system());
            assertThat(store.append("gw-1", batch(1), Instant.now()).stored()).isEqualTo(BATCH);
        }
    }

    @Test
    void a_full_disk_refuses_the_batch_and_keeps_what_was_stored() throws Exception {
        Path small = Files.createDirectory(dir.resolve("small"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString()) == 0;
        if (!mounted) {
            assertThat(System.getenv("CI"))
                    .as("CI must be able to mount a small disk")
                    .isNotEqualTo("true");
            assumeTrue(false, "mounting a small tmpfs needs root");
        }
        try (Database database = Database.open(small)) {
            SqliteAlertStore store = new SqliteAlertStore(database, InstantSource.system());
            long stored = 0;
            try {
                while (stored < 10_000) {
                    store.append("gw-1", batch(stored), Instant.now());
                    stored++;
                }
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("full").hasMessageContaining("kept");
            }
            assertThat(stored).isBetween(1L, 9_999L);
            assertThat(store.changesAfter(0, Integer.MAX_VALUE)).hasSize((int) stored * BATCH);
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
