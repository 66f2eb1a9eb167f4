package io.fieldwarden.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fuzzer's budget in every build; {@code docs/developing/fuzz.sh} gives it a longer one. */
class FuzzTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({"DecoderFuzz, 30000", "PayloadFuzz, 30000"})
    void finds_nothing(String target, int runs, @TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process jazzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=io.fieldwarden.agent.fuzz." + target,
                        "--instrumentation_includes=io.fieldwarden.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-seed=62443",
                        "-timeout=20",
                        "-rss_limit_mb=4096",
                        "-runs=" + runs)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = jazzer.waitFor(15, TimeUnit.MINUTES);
        jazzer.destroyForcibly();
        List<String> lines = Files.readAllLines(log);
        assertThat(ended).as("%s", tail(lines)).isTrue();
        assertThat(jazzer.exitValue()).as("%s", tail(lines)).isZero();
        assertThat(lines).anyMatch(line -> line.startsWith("Done " + runs + " runs"));
    }

    private static String tail(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }
}
