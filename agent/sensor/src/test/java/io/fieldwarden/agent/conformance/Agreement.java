package io.fieldwarden.agent.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Compares facts as texts, each as often as it was stated, and keeps the account. */
public final class Agreement {
    private static final int EXAMPLES_MAX = 12;

    private final String name;
    private final List<String> rows = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private long expectedTotal;
    private long agreedTotal;
    private long missingTotal;
    private long surplusTotal;

    public Agreement(String name) {
        this.name = name;
    }

    /**
     * Compares one source's facts with ours.
     *
     * @param source whose facts, and of which capture
     */
    public void compare(String source, Collection<String> expected, Collection<String> ours) {
        Map<String, Integer> balance = new TreeMap<>();
        expected.forEach(fact -> balance.merge(fact, 1, Integer::sum));
        ours.forEach(fact -> balance.merge(fact, -1, Integer::sum));
        long missing = balance.values().stream()
                .filter(left -> left > 0)
                .mapToLong(left -> left)
                .sum();
        long surplus = -balance.values().stream()
                .filter(left -> left < 0)
                .mapToLong(left -> left)
                .sum();
        long agreed = expected.size() - missing;
        rows.add(row(source, expected.size(), agreed, missing, surplus));
        expectedTotal += expected.size();
        agreedTotal += agreed;
        missingTotal += missing;
        surplusTotal += surplus;
        balance.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .limit(EXAMPLES_MAX)
                .forEach(entry -> examples.add(source + ": " + (entry.getValue() > 0 ? "missing " : "surplus ")
                        + Math.abs(entry.getValue()) + " x " + entry.getKey()));
    }

    public long expected() {
        return expectedTotal;
    }

    /** Agreed facts among all that either side states, 0 to 1. */
    public double ratio() {
        return agreedTotal / (double) Math.max(1, agreedTotal + missingTotal + surplusTotal);
    }

    /** Writes the account to {@code target/conformance/<name>.txt}. */
    public void write() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "conformance"));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%-72s %9s %9s %9s %9s", "facts of", "expected", "agreed", "missing", "surplus"));
        lines.addAll(rows);
        lines.add(row("all", expectedTotal, agreedTotal, missingTotal, surplusTotal));
        lines.add(String.format(Locale.ROOT, "agreement %.3f %%", 100 * ratio()));
        lines.addAll(examples);
        Files.write(folder.resolve(name + ".txt"), lines);
    }

    private static String row(String source, long expected, long agreed, long missing, long surplus) {
        return String.format(Locale.ROOT, "%-72s %9d %9d %9d %9d", source, expected, agreed, missing, surplus);
    }
}
