package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What other tools say of captures nobody here made, and what we say: one table, protocol by protocol, in
 * {@code target/conformance/table.txt}; the accounts lie beside it.
 *
 * <p>{@code -Dconformance.folder=PATH} runs it on other captures, {@code -Dconformance.protocol=NAME} on one protocol.
 */
class ConformanceTest {
    private static final double AGREEMENT_MIN = 0.995;

    @TestFactory
    Stream<DynamicTest> agrees_with() throws IOException {
        String told = System.getProperty("conformance.folder", "");
        Path folder = told.isEmpty() ? SharedData.folder("decode") : Path.of(told);
        Map<String, Agreement> accounts = accounts(folder);
        List<String> table = new ArrayList<>(List.of(Agreement.head("protocol")));
        for (Agreement account : accounts.values()) {
            account.write();
            table.add(account.line());
        }
        Files.write(Path.of("target", "conformance", "table.txt"), table);
        table.forEach(System.out::println);
        assertThat(accounts)
                .as("protocols somebody has an opinion about in %s", folder)
                .isNotEmpty();
        return accounts.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> judge(entry.getValue())));
    }

    private static void judge(Agreement account) throws IOException {
        assumeThat(account.expected()).as("facts expected").isPositive();
        String page = Files.readString(Path.of("..", "..", "docs", "protocols", "conformance.md"));
        for (String reason : account.reasons()) {
            assertThat(page)
                    .as("the rule that explains a difference of %s", account.line())
                    .containsAnyOf("id=\"" + reason + "\"", "### " + reason + "\n");
        }
        assertThat(account.ratio()).as("%s", account.line()).isGreaterThanOrEqualTo(AGREEMENT_MIN);
    }

    private static Map<String, Agreement> accounts(Path folder) throws IOException {
        String only = System.getProperty("conformance.protocol", "");
        List<ServiceLoader.Provider<Opinion>> opinions =
                ServiceLoader.load(Opinion.class).stream().toList();
        List<Path> files = files(folder);
        List<List<Compared>> all = files.parallelStream()
                .map(file -> compared(file, opinions, only))
                .toList();
        Map<String, Agreement> accounts = new TreeMap<>();
        for (List<Compared> file : all) {
            for (Compared each : file) {
                Opinion opinion = each.opinion();
                accounts.computeIfAbsent(opinion.protocol(), Agreement::new)
                        .compare(
                                opinion.whose() + " " + each.label(),
                                each.facts().theirs(),
                                each.facts().ours(),
                                opinion::explanation);
            }
        }
        return accounts;
    }

    /** What one opinion and we say of one file. */
    private record Compared(Opinion opinion, String label, Opinion.Facts facts) {}

    /** Each file has opinions of its own, so that they may remember what they saw in it until they explain. */
    private static List<Compared> compared(Path file, List<ServiceLoader.Provider<Opinion>> opinions, String only) {
        Subject subject = new Subject(file);
        List<Compared> compared = new ArrayList<>();
        try {
            for (ServiceLoader.Provider<Opinion> provider : opinions) {
                Opinion opinion = provider.get();
                boolean wanted = only.isEmpty() || opinion.protocol().equals(only);
                if (wanted && opinion.about(subject)) {
                    compared.add(new Compared(opinion, subject.label(), opinion.facts(subject)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compared;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
