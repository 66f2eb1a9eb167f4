package io.fieldwarden.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small disks that become full: the agent goes on and counts, the collector refuses, and both recover by themselves. */
class FullDiskIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int BLOCK_BYTES = 4096;

    private final Deque<Path> mounted = new ArrayDeque<>();

    @TempDir
    Path directory;

    @BeforeEach
    void needs() {
        Needs.root();
        Needs.program("mount");
    }

    @AfterEach
    void unmount() {
        while (!mounted.isEmpty()) {
            Launched.runOther(
                    directory, Map.of(), List.of("umount", mounted.pop().toString()));
        }
    }

    @Test
    void the_agents_disk_is_full_while_the_collector_is_away() throws Exception {
        int flood = 4000;
        int later = 240;
        Path state = smallDisk("state", "2m");
        try (Site site = new Site(directory)) {
            site.configureCollector(directory.resolve("data"), "[]");
            site.startCollector();
            site.enrol(state);
            site.collector().stop();
            Instant start = captureNormal();
            Instant flooding = start.plusSeconds(60);
            AnnouncementCapture.write(directory.resolve("flood.pcap"), 1, flood, flooding, Duration.ofSeconds(30));
            AnnouncementCapture.write(
                    directory.resolve("later.pcap"), 1 + flood, later, start.plusSeconds(100), Duration.ofSeconds(50));
            site.configureAgent(state, site.agentPort(), """
                capture: {files: [{path: flood.pcap}, {path: later.pcap, pace: recorded}]}
                detect: {learn-from: [normal.pcap], disabled: [self.no-traffic]}
                """);
            Launched agent = site.startAgent();
            agent.awaitLine("the disk refuses writing", 0);
            agent.awaitLine("Finished flood.pcap", 0);
            assertThat(agent.alive()).isTrue();

            site.startCollector();
            await("what fitted arrives, the rest is counted, later alerts come")
                    .atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        List<String> devices = devices(site);
                        assertThat(devices).doesNotHaveDuplicates();
                        assertThat(devices).containsAll(addresses(1 + flood + later - 20, 20));
                        JsonObject spool = site.console().agents().getFirst().getJsonObject("spool");
                        assertThat(spool.getInteger("dropped")).isPositive();
                        assertThat(spool.getInteger("alerts")).isZero();
                        assertThat(devices.size() + spool.getInteger("dropped"))
                                .as("arrived, or counted as dropped")
                                .isGreaterThanOrEqualTo(flood + later);
                    });
            assertThat(agent.alive()).isTrue();
        }
    }

    @Test
    void the_collectors_disk_is_full() throws Exception {
        int devices = 800;
        Path data = smallDisk("data", "16m");
        Path state = directory.resolve("state");
        try (Site site = new Site(directory)) {
            site.configureCollector(data, "[]");
            site.startCollector();
            site.enrol(state);
            Instant start = captureNormal();
            AnnouncementCapture.write(
                    directory.resolve("story.pcap"), 1, devices, start.plusSeconds(60), Duration.ofSeconds(16));
            site.configureAgent(state, site.agentPort(), """
                capture: {files: [{path: story.pcap, pace: recorded}]}
                detect: {learn-from: [normal.pcap], disabled: [self.no-traffic]}
                """);
            Launched agent = site.startAgent();
            await("first alerts").atMost(LONG).until(() -> !devices(site).isEmpty());
            Path ballast = fill(data);
            site.collector().awaitLine("is full", 0);
            Set<String> receipted = new HashSet<>(devices(site));
            agent.awaitLine("Finished", 0);
            assertThat(site.collector().alive()).isTrue();
            assertThat(devices(site)).containsAll(receipted).hasSizeLessThan(devices);

            Files.delete(ballast);
            await("everything arrives")
                    .atMost(LONG)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        List<String> found = devices(site);
                        assertThat(found).doesNotHaveDuplicates().containsAll(receipted);
                        assertThat(found).containsExactlyInAnyOrderElementsOf(addresses(1, devices));
                    });
        }
    }

    private Path smallDisk(String name, String size) throws IOException {
        Path disk = Files.createDirectories(directory.resolve(name));
        Launched.Result result = Launched.runOther(
                directory,
                Map.of(),
                List.of("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=700", "tmpfs", disk.toString()));
        Needs.that(result.exit() == 0, "the right to mount: " + result.err());
        mounted.push(disk);
        return disk;
    }

    /** Takes all the room there is, as a log file of something else would. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        FileStore store = Files.getFileStore(disk);
        try (var out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[BLOCK_BYTES];
            while (store.getUsableSpace() >= BLOCK_BYTES) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(store.getUsableSpace()).as("full: %s", e).isLessThan(BLOCK_BYTES);
        }
        return ballast;
    }

    private Instant captureNormal() throws IOException {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(10, ChronoUnit.MINUTES);
        AnnouncementCapture.write(directory.resolve("normal.pcap"), 0, 1, start, Duration.ZERO);
        return start;
    }

    private static List<String> devices(Site site) throws IOException, InterruptedException {
        return site.console().alerts().stream()
                .filter(alert -> alert.getString("type").equals("comm.new-asset"))
                .map(alert -> alert.getJsonObject("originator").getString("address"))
                .toList();
    }

    private static Set<String> addresses(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(AnnouncementCapture::address)
                .collect(Collectors.toSet());
    }
}
