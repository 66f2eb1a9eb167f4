package io.fieldwarden.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a broken disk has changed: what can be read is used, what cannot is told, nothing is overwritten. */
class DamagedFilesIT {
    private static final int DEVICES = 40;

    @TempDir
    Path directory;

    @Test
    void an_agent_sends_what_is_readable_and_says_what_is_not() throws Exception {
        Path state = directory.resolve("state");
        try (Site site = new Site(directory)) {
            site.configureCollector(directory.resolve("data"), "[]");
            site.startCollector();
            site.enrol(state);
            site.collector().stop();
            spoolAlerts(site, state);

            flip(largest(state.resolve("spool")));
            flip(state.resolve("baseline.txt"));
            site.configureAgent(state, site.agentPort(), "capture: {files: [{path: normal.pcap}]}\n");
            long before = site.agent().logBytes();
            Launched agent = site.startAgent();
            agent.awaitLine("baseline.txt is damaged", before);
            agent.awaitLine("damaged alerts on disk were skipped", before);
            agent.awaitLine("Ready", before);

            site.startCollector();
            readableRestArrives(site);
            assertThat(state.resolve("baseline.txt.damaged-1")).exists();
        }
    }

    private void spoolAlerts(Site site, Path state) throws IOException {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(10, ChronoUnit.MINUTES);
        AnnouncementCapture.write(directory.resolve("normal.pcap"), 0, 1, start, Duration.ZERO);
        AnnouncementCapture.write(
                directory.resolve("story.pcap"), 1, DEVICES, start.plusSeconds(60), Duration.ofSeconds(20));
        site.configureAgent(state, site.agentPort(), """
            capture: {files: [{path: story.pcap}]}
            detect: {learn-from: [normal.pcap]}
            """);
        Launched agent = site.startAgent();
        agent.awaitLine("Finished", 0);
        agent.stop();
    }

    private static void readableRestArrives(Site site) {
        await("the readable rest is in the console, the damage on the agents page")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    List<String> devices = site.console().alerts().stream()
                            .filter(alert -> alert.getString("type").equals("comm.new-asset"))
                            .map(alert -> alert.getJsonObject("originator").getString("address"))
                            .toList();
                    assertThat(devices).doesNotHaveDuplicates().hasSizeBetween(DEVICES - 1, DEVICES);
                    JsonObject agent = site.console().agents().getFirst();
                    assertThat(agent.getJsonObject("spool").getInteger("alerts"))
                            .isZero();
                    String troubles = agent.getJsonArray("troubles").encode();
                    assertThat(troubles).contains("baseline.txt is damaged");
                    assertThat(troubles).contains("spool: ");
                });
    }

    @Test
    void a_collector_refuses_a_destroyed_store_and_keeps_it() throws Exception {
        Path data = directory.resolve("data");
        Path store = data.resolve("collector.db");
        try (Site site = new Site(directory)) {
            site.configureCollector(data, "[]");
            site.startCollector();
            site.collector().stop();
        }
        byte[] bytes = Files.readAllBytes(store);
        Arrays.fill(bytes, 0, 100, (byte) 0x55);
        Files.write(store, bytes);

        Launched.Result result = Launched.run(
                directory,
                "collector",
                "run",
                "--config",
                directory.resolve("collector.yaml").toString());

        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.err()
                        .lines()
                        .filter(line -> line.startsWith("fieldwarden: "))
                        .toList())
                .as(result.err() + result.out())
                .singleElement()
                .asString()
                .contains("collector.db is damaged", "It was not changed", "Restore the latest backup");
        assertThat(result.err() + result.out()).doesNotContain("\tat ");
        assertThat(Files.readAllBytes(store)).isEqualTo(bytes);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).as("bytes of " + file).hasSizeGreaterThan(100);
        bytes[bytes.length / 2] ^= 0x21;
        Files.write(file, bytes);
    }

    private static Path largest(Path spool) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
