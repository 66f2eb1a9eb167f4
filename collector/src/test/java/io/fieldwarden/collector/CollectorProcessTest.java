package io.fieldwarden.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.Batch;
import io.fieldwarden.agent.contract.JoinToken;
import io.fieldwarden.agent.contract.Wire;
import io.fieldwarden.collector.ingest.TestAgent;
import io.fieldwarden.collector.ingest.TestAlerts;
import io.fieldwarden.collector.store.AlertStore.Change;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.SqliteAlertStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A collector in a process of its own, started by its command line, killed while batches flow. */
@Isolated
class CollectorProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int BATCH = 20;

    @TempDir
    Path directory;

    int agentPort;
    Process collector;

    @BeforeEach
    void configure() throws Exception {
        agentPort = freePort();
        Files.writeString(directory.resolve("collector.yaml"), """
            data-dir: data
            agents: {listen: 127.0.0.1, port: %d, names: [localhost]}
            console: {port: 0}
            telemetry: {enabled: false}
            sinks:
              - {name: file, type: file, path: alerts.jsonl}
            """.formatted(agentPort));
        collector = run();
    }

    @AfterEach
    void stop() throws Exception {
        collector.destroyForcibly().waitFor();
    }

    @Test
    void killed_again_and_again_what_was_receipted_is_stored_and_nothing_is_doubled() throws Exception {
        JoinToken token = JoinToken.parse(command("token", "create"));
        List<String> receipted = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (TestAgent stranger = TestAgent.stranger(agentPort, Files.readString(directory.resolve("data/ca.crt")));
                TestAgent agent = stranger.enrolled(token.secret(), "gateway-1", "plant")) {
            Thread sending = Thread.ofVirtual().start(() -> send(agent, receipted, done));
            for (int kill = 1; kill <= 3; kill++) {
                int wanted = kill * 10 * BATCH;
                await().atMost(PATIENCE).until(() -> count(receipted) >= wanted);
                collector.destroyForcibly().waitFor();
                collector = run();
            }
            int wanted = count(receipted) + 5 * BATCH;
            await().atMost(PATIENCE).until(() -> count(receipted) >= wanted);
            done.set(true);
            assertThat(sending.join(PATIENCE)).isTrue();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(fileIds()).containsAll(receipted));
        collector.destroyForcibly().waitFor();
        try (Database database = Database.open(directory.resolve("data"))) {
            List<String> stored = new SqliteAlertStore(database, InstantSource.system())
                    .changesAfter(0, 100_000).stream()
                            .map(Change::alert)
                            .map(Alert::id)
                            .toList();
            assertThat(receipted).hasSizeGreaterThan(30 * BATCH);
            assertThat(stored).doesNotHaveDuplicates().containsAll(receipted);
        }
        assertThat(fileIds()).doesNotHaveDuplicates();
    }

    @Test
    void an_agent_revoked_by_the_command_line_is_refused_at_once() throws Exception {
        JoinToken token = JoinToken.parse(command("token", "create", "--name", "gateway-1"));
        try (TestAgent stranger = TestAgent.stranger(agentPort, Files.readString(directory.resolve("data/ca.crt")));
                TestAgent agent = stranger.enrolled(token.secret(), "gateway-1", "plant")) {
            assertThat(agent.post(Wire.ALERTS, batch(0)).statusCode()).isEqualTo(200);
            assertThat(command("agent", "list")).contains("gateway-1").contains("enrolled");

            assertThat(command("agent", "revoke", "gateway-1")).contains("is revoked");

            assertThat(status(agent, batch(1))).isNotEqualTo(200);
        }
    }

    private static int status(TestAgent agent, Batch batch) {
        try {
            return agent.post(Wire.ALERTS, batch).statusCode();
        } catch (java.io.UncheckedIOException cutOff) {
            return -1;
        }
    }

    /** Sends one batch after the other, each until it is receipted, as an agent does. */
    private static void send(TestAgent agent, List<String> receipted, AtomicBoolean done) {
        for (int number = 0; !done.get(); number++) {
            Batch batch = batch(number);
            while (status(agent, batch) != 200 && !done.get()) {
                Thread.onSpinWait();
            }
            if (!done.get()) {
                synchronized (receipted) {
                    batch.alerts().forEach(alert -> receipted.add(alert.id()));
                }
            }
        }
    }

    private static int count(List<String> receipted) {
        synchronized (receipted) {
            return receipted.size();
        }
    }

    private static Batch batch(int number) {
        return new Batch(
                "b" + number,
                IntStream.range(number * BATCH, (number + 1) * BATCH)
                        .mapToObj(alert -> TestAlerts.alert("gateway-1", alert, 0))
                        .toList());
    }

    private List<String> fileIds() throws IOException {
        return Files.readAllLines(directory.resolve("alerts.jsonl")).stream()
                .map(line -> line.replaceAll(".*\"alert\":\\{\"id\":\"([0-9a-f]{32})\".*", "$1"))
                .toList();
    }

    private Process run() throws IOException {
        Path out = directory.resolve("collector.out");
        Files.deleteIfExists(out);
        Process started = new ProcessBuilder(java("run"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        await().atMost(PATIENCE)
                .until(() -> !started.isAlive() || Files.readString(out).contains("The console is at"));
        assertThat(started.isAlive()).as(Files.readString(out)).isTrue();
        return started;
    }

    private String command(String... verbs) throws Exception {
        Process process = new ProcessBuilder(java(verbs))
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static List<String> java(String... verbs) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile="
                        + Path.of("../config/deploy/logback.xml").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.fieldwarden.collector.CollectorCommand"));
        command.addAll(List.of(verbs));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
