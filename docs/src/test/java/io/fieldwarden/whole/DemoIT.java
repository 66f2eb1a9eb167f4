package io.fieldwarden.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration, as somebody sees it who tries Fieldwarden for the first time. */
class DemoIT {
    private static final String INTRUDER = "10.20.7.99";
    private static final Set<String> STORY = Set.of(
            "comm.new-asset", "scan.port", "ot.unauthorised-write", "mqtt.wildcard-subscribe", "mqtt.command-write");

    @TempDir
    Path directory;

    @Test
    void the_story_is_in_the_console_and_everything_stops() throws Exception {
        try (Launched demo = Launched.start(
                "demo",
                directory,
                "demo",
                "--directory",
                directory.resolve("demo").toString(),
                "--console-port",
                "0")) {
            String password = after(demo.awaitLine("Password", 0), "Password");
            int port = Integer.parseInt(
                    after(demo.awaitLine("Console ", 0), "localhost:").split("\\D", 2)[0]);
            ConsoleApi console = new ConsoleApi(port, password);

            await("the story")
                    .atMost(Duration.ofSeconds(150))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        Set<String> types = types(console.alerts());
                        assertThat(types).containsAll(STORY);
                        assertThat(types).containsAnyOf("scan.function-code", "ot.new-master");
                    });
            everyAlertOnce(console);
            evidenceCanBeRead(console);
            agentIsHeard(console);
            everythingStops(demo);
        }
    }

    private static Set<String> types(List<JsonObject> alerts) {
        return alerts.stream()
                .filter(DemoIT::byIntruder)
                .map(alert -> alert.getString("type"))
                .collect(Collectors.toSet());
    }

    private static boolean byIntruder(JsonObject alert) {
        JsonObject originator = alert.getJsonObject("originator");
        return originator != null && INTRUDER.equals(originator.getString("address"));
    }

    private static void everyAlertOnce(ConsoleApi console) throws Exception {
        List<JsonObject> alerts = console.alerts();
        assertThat(alerts).extracting(alert -> alert.getString("id")).doesNotHaveDuplicates();
        Set<String> situations = new HashSet<>();
        for (JsonObject row : alerts) {
            JsonObject alert = console.alert(row.getString("id"));
            assertThat(situations.add(alert.getString("type") + " " + alert.getString("key")))
                    .as("a second alert for one situation: %s", alert.getString("key"))
                    .isTrue();
        }
        assertThat(situations).hasSizeGreaterThanOrEqualTo(STORY.size());
    }

    private void evidenceCanBeRead(ConsoleApi console) throws Exception {
        await("evidence")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> withEvidence(console).isPresent());
        JsonObject alert = withEvidence(console).orElseThrow();
        Path capture = Files.write(directory.resolve("evidence.pcapng"), console.evidence(alert.getString("id")));
        assertThat(Files.readAllBytes(capture)).startsWith(0x0a, 0x0d, 0x0d, 0x0a); // section header block
        Launched.Result facts = Launched.run(directory, "replay", "--observations", capture.toString());
        assertThat(facts.exit()).as(facts.err()).isZero();
        assertThat(facts.out().lines()).as("our own reader finds packets in it").isNotEmpty();
        Optional<Path> tshark = Needs.find("tshark");
        if (tshark.isPresent()) {
            Launched.Result read =
                    Launched.runOther(directory, Map.of(), List.of(tshark.get().toString(), "-r", capture.toString()));
            assertThat(read.exit()).as(read.err()).isZero();
            assertThat(read.out().lines().count()).isEqualTo((long) alert.getInteger("packets"));
        }
    }

    private static Optional<JsonObject> withEvidence(ConsoleApi console) throws IOException, InterruptedException {
        return console.alerts().stream()
                .filter(alert -> alert.getInteger("packets") > 0)
                .findFirst();
    }

    private static void agentIsHeard(ConsoleApi console) throws Exception {
        List<JsonObject> agents = console.agents();
        assertThat(agents).extracting(agent -> agent.getString("name")).containsExactly("gateway-1");
        JsonObject agent = agents.getFirst();
        assertThat(agent.getString("status")).as(agent.encodePrettily()).isEqualTo("HEARD");
        assertThat(agent.getJsonObject("spool").getInteger("dropped")).isZero();
    }

    private static void everythingStops(Launched demo) {
        List<ProcessHandle> children = demo.process().descendants().toList();
        assertThat(children).as("collector and agent").hasSizeGreaterThanOrEqualTo(2);
        demo.process().destroy();
        await("the demonstration and its parts end")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !demo.alive() && children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static String after(String line, String word) {
        return line.substring(line.indexOf(word) + word.length()).strip();
    }
}
