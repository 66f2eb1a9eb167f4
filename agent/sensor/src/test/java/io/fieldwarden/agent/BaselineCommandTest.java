package io.fieldwarden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineFile;
import io.fieldwarden.agent.baseline.BaselineLimits;
import io.fieldwarden.agent.baseline.KeyText;
import io.fieldwarden.agent.baseline.Learning;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What was learned, as a person reads it. */
class BaselineCommandTest {
    private static final long BEGIN = 1_700_000_000L * 1_000_000_000L;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new BaselineCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(errors));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            line.getErr().println(failure.getMessage());
            return 2;
        });
        return line.execute(arguments);
    }

    private Path learned(String name, String... devices) throws IOException {
        Baseline baseline = new Baseline(new Learning(Learning.Mode.LEARN, Duration.ofDays(7)), BaselineLimits.DEFAULT);
        for (int second = 0; second < 3_600; second++) {
            baseline.learning().timePassed(BEGIN + second * 1_000_000_000L);
        }
        for (String device : devices) {
            baseline.seen("comm.asset").learn(new KeyText().start().part(device), BEGIN);
        }
        Path file = folder.resolve(name);
        new BaselineFile(file).save(baseline.snapshot());
        return file;
    }

    @Test
    void show_tells_profiles_devices_and_how_complete_they_are() throws IOException {
        learned("baseline.txt", "10.0.0.1", "10.0.0.2");
        assertThat(run("show", "--state", folder.toString())).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("Watched 0 h 59 min of traffic, ") && line.contains("% complete"))
                .anyMatch(line -> line.matches("comm\\.asset +2 +2 +2023-11-14T22:13:20Z +2023-11-14T22:13:20Z *"))
                .anyMatch(line -> line.matches("10\\.0\\.0\\.2 +1 +1 +2023-11-14T22:13:20Z .* -"));
    }

    @Test
    void diff_exits_1_and_names_what_only_one_of_them_holds() throws IOException {
        String first = learned("a.txt", "10.0.0.1").toString();
        String second = learned("b.txt", "10.0.0.1", "10.0.0.7").toString();
        assertThat(run("diff", first, first)).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(run("diff", first, second)).isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly("+\tcomm.asset\t10.0.0.7");
    }

    @Test
    void a_missing_or_damaged_file_is_named_and_stays_where_it_is() throws IOException {
        Path damaged = learned("c.txt", "10.0.0.1");
        Files.writeString(damaged, Files.readString(damaged).replace("10.0.0.1", "10.0.0.3"));
        assertThat(run("diff", damaged.toString(), damaged.toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("c.txt: checksum of the contents is");
        assertThat(damaged).exists();
        assertThat(run("show", "--state", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("baseline.txt: not there, expected");
    }
}
