package io.fieldwarden.agent.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
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

    private static void judge(Agreement account) {
        assumeThat(account.expected()).as("facts expected").isPositive();
        assertThat(account.ratio()).as("%s", account.line()).isGreaterThanOrEqualTo(AGREEMENT_MIN);
    }

    private static Map<String, Agreement> accounts(Path folder) throws IOException {
        String only = System.getProperty("conformance.protocol", "");
        List<Opinion> opinions = ServiceLoader.load(Opinion.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(opinion -> only.isEmpty() || opinion.protocol().equals(only))
                .toList();
        Map<String, Agreement> accounts = new TreeMap<>();
        for (Path file : files(folder)) {
            Subject subject = new Subject(file);
            for (Opinion opinion : opinions) {
                if (opinion.about(subject)) {
                    Opinion.Facts facts = opinion.facts(subject);
                    accounts.computeIfAbsent(opinion.protocol(), Agreement::new)
                            .compare(
                                    opinion.whose() + " " + subject.label(),
                                    facts.theirs(),
                                    facts.ours(),
                                    opinion::explanation);
                }
            }
        }
        return accounts;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
