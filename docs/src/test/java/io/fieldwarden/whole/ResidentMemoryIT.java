package io.fieldwarden.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.house.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watching agent stays small enough for a gateway. */
class ResidentMemoryIT {
    private static final int RESIDENT_KIB_MAX = 128 * 1024;
    private static final Duration WATCHED = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void a_watching_agent_takes_at_most_128_mib() throws Exception {
        Path status = Path.of("/proc/self/status");
        Needs.that(Files.isReadable(status), "Linux with /proc");
        Optional<Path> mosquitto = Needs.find("mosquitto");
        int brokerPort = Site.freePort();
        Files.writeString(
                directory.resolve("mosquitto.conf"), "listener " + brokerPort + " 127.0.0.1\nallow_anonymous true\n");
        Optional<Launched> broker = mosquitto.map(program -> Launched.startOther(
                "mosquitto",
                directory,
                List.of(
                        program.toString(),
                        "-c",
                        directory.resolve("mosquitto.conf").toString())));
        configure(broker.isPresent() ? "[{name: local, address: \"tcp://127.0.0.1:" + brokerPort + "\"}]" : "[]");
        Instant start = Instant.now();
        try (Launched agent = Launched.start(
                "agent",
                directory,
                "agent",
                "run",
                "--config",
                directory.resolve("agent.yaml").toString())) {
            agent.awaitLine("Ready", 0);
            System.out.println("ready " + Duration.between(start, Instant.now()).toMillis() + " ms after its start");
            if (broker.isPresent()) {
                agent.awaitLine("connected and subscribed", 0);
            }
            Thread.sleep(WATCHED); // what a watching agent needs, not only a starting one
            assertThat(agent.alive()).isTrue();
            int now = kib(agent, "VmRSS");
            int most = kib(agent, "VmHWM");
            System.out.println("resident " + now / 1024 + " MiB, at most " + most / 1024 + " MiB");
            assertThat(most).as("KiB at the most").isBetween(1, RESIDENT_KIB_MAX);
        } finally {
            broker.ifPresent(Launched::close);
        }
    }

    private void configure(String brokers) throws IOException {
        Path recordings = Project.root().resolve("docs/src/main/resources/demo");
        Files.writeString(directory.resolve("agent.yaml"), """
            state-dir: state
            capture:
              files: [{path: %1$s/story.pcap.gz, pace: recorded, times: now}]
              brokers: %2$s
            detect: {learn-from: [%1$s/normal.pcap.gz]}
            """.formatted(recordings, brokers));
    }

    private static int kib(Launched agent, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + agent.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
