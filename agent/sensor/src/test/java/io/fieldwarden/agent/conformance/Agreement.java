package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Compares facts as texts, each as often as it was stated, and keeps the account of one protocol. */
public final class Agreement {
    private static final int EXAMPLES_MAX = 12;
    private static final int FACT_MAX = 400;
    private static final String ROW = "%-72s %9s %9s %9s %9s %9s";

    private final String name;
    private final List<String> rows = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private long expected;
    private long agreed;
    private long missing;
    private long surplus;
    private long explained;

    public Agreement(String name) {
        this.name = name;
    }

    /** Compares one source's facts with ours; nothing is explained away. */
    public void compare(String source, Collection<String> theirs, Collection<String> ours) {
        compare(source, theirs, ours, (fact, onlyTheirs) -> Optional.empty());
    }

    /**
     * Compares one source's facts with ours.
     *
     * @param source whose facts, and of which capture
     * @param explanation the anchor of the explanation, if there is one, why a fact is only theirs (true) or only ours
     */
    public void compare(
            String source,
            Collection<String> theirs,
            Collection<String> ours,
            BiFunction<String, Boolean, Optional<String>> explanation) {
        Map<String, Integer> balance = new TreeMap<>();
        theirs.forEach(fact -> balance.merge(fact, 1, Integer::sum));
        ours.forEach(fact -> balance.merge(fact, -1, Integer::sum));
        long onlyTheirs = 0;
        long missed = 0;
        long extra = 0;
        long excused = 0;
        int shown = 0;
        for (Map.Entry<String, Integer> entry : balance.entrySet()) {
            int left = entry.getValue();
            if (left == 0) {
                continue;
            }
            onlyTheirs += Math.max(0, left);
            Optional<String> reason = explanation.apply(entry.getKey(), left > 0);
            if (reason.isPresent()) {
                excused += Math.abs(left);
                reasons.merge(reason.get(), (long) Math.abs(left), Long::sum);
                continue;
            }
            missed += Math.max(0, left);
            extra += Math.max(0, -left);
            if (shown++ < EXAMPLES_MAX) {
                String fact = entry.getKey()
                        .substring(0, Math.min(FACT_MAX, entry.getKey().length()));
                examples.add(source + ": " + (left > 0 ? "missing " : "surplus ") + Math.abs(left) + " x " + fact);
            }
        }
        long same = theirs.size() - onlyTheirs;
        rows.add(String.format(Locale.ROOT, ROW, source, theirs.size(), same, missed, extra, excused));
        expected += theirs.size();
        agreed += same;
        missing += missed;
        surplus += extra;
        explained += excused;
    }

    public long expected() {
        return expected;
    }

    /** Rules that explained a difference. */
    Set<String> reasons() {
        return Set.copyOf(reasons.keySet());
    }

    /** Agreed facts among all that either side states and that are not explained, 0 to 1. */
    public double ratio() {
        return agreed / (double) Math.max(1, agreed + missing + surplus);
    }

    /** The head of a table of {@link #line}s. */
    static String head(String what) {
        return String.format(Locale.ROOT, ROW, what, "expected", "agreed", "missing", "surplus", "explained")
                + "  agreement";
    }

    /** This account as one line of a table. */
    String line() {
        return String.format(Locale.ROOT, ROW, name, expected, agreed, missing, surplus, explained)
                + String.format(Locale.ROOT, "  %8.3f %%", 100 * ratio());
    }

    /** Writes the account to {@code target/conformance/<name>.txt}. */
    public void write() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "conformance"));
        List<String> lines = new ArrayList<>();
        lines.add(head("facts of"));
        lines.addAll(rows);
        lines.add(line());
        reasons.forEach((reason, facts) -> lines.add("explained: " + facts + " by " + reason));
        lines.addAll(examples);
        Files.write(folder.resolve(name + ".txt"), lines);
    }
}
