package io.fieldwarden.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import io.fieldwarden.house.Project;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line: help, refusals in one clear line, replay that is the same from run to run. */
class CommandLineIT {
    private static final Path RECORDINGS = Project.root().resolve("docs/src/main/resources/demo");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "agent --help",
                "agent run --help",
                "agent enroll --help",
                "agent check-config --help",
                "replay --help",
                "demo --help",
                "collector --help",
                "collector run --help",
                "collector check-config --help",
                "collector token --help",
                "collector token create --help",
                "collector token list --help",
                "collector token revoke --help",
                "collector agent --help",
                "collector agent list --help",
                "collector agent revoke --help"
            })
    void help_everywhere(String words) {
        Launched.Result result = Launched.run(directory, words.split(" "));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("Usage: fieldwarden");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void an_unknown_command_is_refused() {
        Launched.Result result = Launched.run(directory, "replai");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("unknown command \"replai\"");
    }

    @Test
    void an_unknown_key_of_the_agent_is_refused_with_its_place_and_the_nearest() throws IOException {
        Path config = Files.writeString(directory.resolve("agent.yaml"), "capture:\n  interfases: [eth0]\n");
        Launched.Result result = Launched.run(directory, "agent", "check-config", "--config", config.toString());
        assertRefused(result);
        assertThat(result.err()).contains("agent.yaml:2:", "\"interfases\"", "\"interfaces\"");
    }

    @Test
    void an_unknown_key_of_the_collector_is_refused_with_its_place_and_the_nearest() throws IOException {
        Path config = Files.writeString(directory.resolve("collector.yaml"), "data-dir: x\nconsole:\n  prot: 1\n");
        for (String verb : List.of("check-config", "run")) {
            Launched.Result result = Launched.run(directory, "collector", verb, "--config", config.toString());
            assertRefused(result);
            assertThat(result.err()).contains("collector.yaml:3:", "\"prot\"", "\"port\"");
        }
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void an_unknown_key_of_a_sink_is_refused_with_its_place_and_the_nearest() throws IOException {
        Path config = Files.writeString(
                directory.resolve("collector.yaml"), "sinks:\n  - {name: a, type: file, paht: alerts.jsonl}\n");
        Launched.Result result = Launched.run(directory, "collector", "check-config", "--config", config.toString());
        assertRefused(result);
        assertThat(result.err()).contains("collector.yaml:2:", "\"paht\"", "\"path\"");
    }

    @Test
    void replay_of_what_is_no_capture_is_refused() throws IOException {
        byte[] noise = new byte[3000];
        new Random(7).nextBytes(noise);
        Path garbage = Files.write(directory.resolve("garbage.pcap"), noise);
        Path empty = Files.createFile(directory.resolve("empty.pcap"));
        for (Path file : List.of(directory.resolve("missing.pcap"), empty, garbage, directory)) {
            for (String option : List.of("--site=here", "--observations")) {
                Launched.Result result = Launched.run(directory, "replay", option, file.toString());
                assertRefused(result);
                assertThat(result.err()).contains(String.valueOf(file.getFileName()));
            }
        }
    }

    private static void assertRefused(Launched.Result result) {
        assertThat(result.exit()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).as(result.err()).hasSize(1);
        assertThat(result.err()).startsWith("fieldwarden: ");
    }

    @Test
    void replayed_alerts_are_the_same_from_run_to_run_and_keep_their_schema() throws IOException {
        String[] command = {
            "replay", "--learn", RECORDINGS.resolve("normal.pcap.gz").toString(), recording("story")
        };
        Launched.Result result = sameTwice(command);
        assertThat(result.out()).contains("\"ot.unauthorised-write\"", "\"10.20.7.99\"");
        assertValid(result, "alert-v1.schema.json", 6);
    }

    @Test
    void replayed_observations_are_the_same_from_run_to_run_and_keep_their_schema() throws IOException {
        assertValid(sameTwice("replay", "--observations", recording("story")), "observation-v1.schema.json", 100);
    }

    private static String recording(String name) {
        return RECORDINGS.resolve(name + ".pcap.gz").toString();
    }

    private Launched.Result sameTwice(String... command) {
        Launched.Result first = Launched.run(directory, command);
        Launched.Result second = Launched.run(directory, command);
        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(second.out().equals(first.out())).as("byte-identical").isTrue();
        return first;
    }

    private static void assertValid(Launched.Result result, String schemaName, int linesMin) throws IOException {
        Validator validator = new ValidatorFactory().createValidator();
        URI schema = validator.registerSchema(
                Files.readString(Project.root().resolve("docs/reference").resolve(schemaName)));
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(linesMin);
        for (String line : lines) {
            Validator.Result verdict = validator.validate(schema, line);
            assertThat(verdict.isValid())
                    .as(() -> line + "\n"
                            + verdict.getErrors().stream()
                                    .map(error -> error.getInstanceLocation() + ": " + error.getError())
                                    .toList())
                    .isTrue();
        }
    }

    @Test
    void a_java_17_in_front_is_passed_over() {
        Path old = Path.of("/usr/lib/jvm/java-17-openjdk-amd64");
        Needs.that(Files.isExecutable(old.resolve("bin/java")), "a Java 17 in " + old);
        Launched.Result result = Launched.runOther(
                directory,
                Map.of("JAVA_HOME", old.toString(), "PATH", old.resolve("bin") + ":/usr/bin:/bin"),
                List.of(Project.root().resolve("fieldwarden").toString(), "--version"));
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isNotBlank();
    }

    @Test
    void without_any_new_java_one_line_says_what_to_install() {
        Needs.root();
        Path unshare = Needs.program("unshare");
        String hidden = "mount -t tmpfs none /usr/lib/jvm && exec env -i PATH=/usr/bin:/bin HOME=" + directory + " "
                + Project.root().resolve("fieldwarden") + " replay x.pcap";
        Launched.Result result =
                Launched.runOther(directory, Map.of(), List.of(unshare.toString(), "-m", "sh", "-c", hidden));
        assertRefused(result);
        assertThat(result.err()).contains("needs Java 25 or newer", "Install one");
    }
}
