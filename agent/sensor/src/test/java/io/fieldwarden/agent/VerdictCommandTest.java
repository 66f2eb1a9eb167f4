package io.fieldwarden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Verdicts as a person gives them. */
class VerdictCommandTest {
    private static final String KEY = "comm.new-link 10.0.0.1 10.0.0.2 tcp 502";

    @TempDir
    Path state;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new VerdictCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(errors));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            line.getErr().println(failure.getMessage());
            return 2;
        });
        return line.execute(arguments);
    }

    private int decide(String verdict, String... more) {
        String[] all = {verdict, "--state", state.toString(), "--by", "Ada", "--why", "new press, ticket 17", KEY};
        String[] whole = Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, whole, all.length, more.length);
        return run(whole);
    }

    private String list() {
        out.getBuffer().setLength(0);
        assertThat(run("list", "--state", state.toString())).isZero();
        return out.toString();
    }

    @Test
    void allowed_muted_and_undone_with_who_when_and_why() {
        assertThat(list()).isEmpty();
        assertThat(decide("allow")).isZero();
        assertThat(list()).contains("allow  for ever  " + KEY, "Ada: new press, ticket 17");
        assertThat(decide("mute", "--until", "2030-01-31T12:00:00Z")).isZero();
        assertThat(list()).contains("mute  until 2030-01-31T12:00:00Z  " + KEY).doesNotContain("allow");
        assertThat(decide("undo")).isZero();
        assertThat(list()).isEmpty();
    }

    @Test
    void what_cannot_be_is_refused_with_what_was_expected() {
        assertThat(decide("undo")).isEqualTo(2);
        assertThat(errors.toString()).contains("there is no verdict on \"" + KEY + "\"");
        assertThat(run("allow", "--state", state.toString(), "--by", "A", "--why", "w", "new link"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("\"new\" is no alert type");
        assertThat(decide("mute")).isEqualTo(2);
        assertThat(errors.toString()).contains("--until");
        assertThat(run("allow", "--state", state.resolve("x").toString(), "--by", "A", "--why", "w", KEY))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("expected the agent's state directory");
        assertThat(run("allow", "--state", state.toString(), "--by", "A\nB", "--why", "w", KEY))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("by has 3 characters");
    }
}
