package io.fieldwarden.agent;

import io.fieldwarden.agent.contract.catalogue.AlertCatalogue;
import io.fieldwarden.agent.verdict.Verdict;
import io.fieldwarden.agent.verdict.VerdictFile;
import io.fieldwarden.agent.verdict.Verdicts;
import io.fieldwarden.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fieldwarden agent verdict …}: what people decide about situations. A running agent takes it up within seconds. */
@Command(
        name = "verdict",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Allows or mutes a situation, by the key of its alert, or undoes that.")
final class VerdictCommand {
    @Spec
    private @Nullable CommandSpec spec;

    /** Who decides, and why. */
    static final class Reason {
        @Option(names = "--state", required = true, paramLabel = "DIR", description = "the agent's state directory")
        private Path state = Path.of("");

        @Option(names = "--by", required = true, paramLabel = "NAME", description = "who decides")
        private String by = "";

        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "for whoever reads it later")
        private String why = "";

        @Parameters(paramLabel = "KEY", description = "the alert's key, in quotes")
        private String key = "";
    }

    @Command(
            name = "allow",
            mixinStandardHelpOptions = true,
            description = "It is normal here: not told again, and no reason for suspicion.")
    int allow(
            @Mixin Reason reason,
            @Option(names = "--until", paramLabel = "TIME", description = "when that ends, as 2030-01-31T12:00:00Z")
                    @Nullable
                    Instant until)
            throws IOException {
        return decide(reason, Verdict.Kind.ALLOW, until);
    }

    @Command(
            name = "mute",
            mixinStandardHelpOptions = true,
            description = "It is still bad, but known: not told until then.")
    int mute(
            @Mixin Reason reason,
            @Option(names = "--until", required = true, paramLabel = "TIME", description = "when that ends")
                    Instant until)
            throws IOException {
        return decide(reason, Verdict.Kind.MUTE, until);
    }

    @Command(name = "undo", mixinStandardHelpOptions = true, description = "An earlier verdict no longer holds.")
    int undo(@Mixin Reason reason) throws IOException {
        return decide(reason, Verdict.Kind.UNDO, null);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The verdicts that hold.")
    int list(
            @Option(names = "--state", required = true, paramLabel = "DIR", description = "the agent's state directory")
                    Path state)
            throws IOException {
        PrintWriter out = out();
        List<Verdict> all = new ArrayList<>(new Verdicts(new VerdictFile(state).read()).all());
        all.sort(Comparator.comparing(Verdict::at));
        for (Verdict verdict : all) {
            Instant until = verdict.until();
            out.printf(
                    "%s  %s  %s%n    %s, %s: %s%n",
                    verdict.kind(),
                    until == null ? "for ever" : "until " + until,
                    verdict.key(),
                    verdict.at(),
                    verdict.by(),
                    verdict.why());
        }
        out.flush();
        return 0;
    }

    private int decide(Reason reason, Verdict.Kind kind, @Nullable Instant until) throws IOException {
        if (!Files.isDirectory(reason.state)) {
            throw new ConfigException(reason.state + " is not there, expected the agent's state directory");
        }
        String type = reason.key.split(" ", 2)[0];
        if (AlertCatalogue.load().alerts().stream()
                .noneMatch(known -> known.id().equals(type))) {
            throw new ConfigException("\"" + type + "\" is no alert type; a key is that of an alert, for instance"
                    + " \"scan.port 10.0.3.12\"");
        }
        VerdictFile file = new VerdictFile(reason.state);
        Instant now = Instant.now();
        if (kind == Verdict.Kind.UNDO
                && new Verdicts(file.read())
                        .all().stream().noneMatch(verdict -> verdict.key().equals(reason.key))) {
            throw new ConfigException(
                    "there is no verdict on \"" + reason.key + "\"; verdict list shows those there are");
        }
        try {
            file.add(new Verdict(now, kind, until, reason.by, reason.why, reason.key));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
