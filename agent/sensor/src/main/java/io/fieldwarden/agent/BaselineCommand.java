package io.fieldwarden.agent;

import io.fieldwarden.agent.baseline.AssetFigure;
import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineFile;
import io.fieldwarden.agent.baseline.Difference;
import io.fieldwarden.agent.baseline.Entry;
import io.fieldwarden.agent.baseline.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fieldwarden agent baseline …}: what was learned, for people. Reads files only, beside a running agent too. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows and compares what was learned.")
final class BaselineCommand {
    private static final String DEVICES = "comm.asset";
    private static final String ROW = "%-26s %8s %12s  %-20s %-20s %s%n";

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Profiles and devices: samples, first and last seen, and how complete learning is.")
    int show(
            @Option(names = "--state", required = true, paramLabel = "DIR", description = "The agent's state directory")
                    Path state)
            throws IOException {
        Baseline baseline = read(state.resolve(BaselineRecord.FILE));
        PrintWriter out = out();
        Duration watched = Duration.ofNanos(baseline.learning().watchedNanos());
        out.printf(
                Locale.ROOT,
                "Watched %d h %d min of traffic, %s%n",
                watched.toHours(),
                watched.toMinutesPart(),
                baseline.completeness());
        out.printf("%n" + ROW, "PROFILE", "ENTRIES", "SAMPLES", "FIRST LEARNED", "LAST SEEN", "");
        baseline.profiles().forEach(profile -> row(out, profile));
        out.printf("%n" + ROW, "DEVICE", "ENTRIES", "SAMPLES", "FIRST LEARNED", "LAST SEEN", "COMPLETE");
        for (AssetFigure device : baseline.assets(baseline.seen(DEVICES))) {
            out.printf(
                    ROW,
                    device.asset(),
                    device.entries(),
                    device.samples(),
                    time(device.firstNanos()),
                    time(device.lastNanos()),
                    device.completeness().stretches() == 0
                            ? "-"
                            : device.completeness().percent() + " %");
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description = {
                "What is normal in one baseline file and not in another, a line each: - for what only the first holds,",
                "+ for what only the second holds. Exit status 0 if they hold the same, else 1."
            })
    int diff(
            @Parameters(paramLabel = "FIRST", description = "baseline file") Path first,
            @Parameters(paramLabel = "SECOND", description = "baseline file") Path second)
            throws IOException {
        Difference difference = Difference.between(read(first), read(second));
        PrintWriter out = out();
        difference.lines().forEach(out::println);
        out.flush();
        return difference.lines().isEmpty() ? 0 : 1;
    }

    private static void row(PrintWriter out, Profile profile) {
        var entries = profile.entries();
        long samples = entries.stream().mapToLong(Entry::count).sum();
        long first = entries.stream().mapToLong(Entry::firstNanos).min().orElse(0);
        long last = entries.stream().mapToLong(Entry::lastNanos).max().orElse(0);
        String full = profile.overflowed() ? "full: alerts that rest on it are silent" : "";
        out.printf(ROW, profile.name(), entries.size(), samples, time(first), time(last), full);
    }

    private static String time(long nanos) {
        return nanos == 0
                ? "-"
                : Instant.ofEpochSecond(0, nanos)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
    }

    private static Baseline read(Path file) throws IOException {
        try {
            return new BaselineFile(file).read();
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": not there, expected what an agent learned (baseline.txt)", e);
        } catch (IllegalArgumentException damage) {
            throw new IOException(damage.getMessage(), damage);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
