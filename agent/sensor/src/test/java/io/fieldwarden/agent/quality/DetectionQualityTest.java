package io.fieldwarden.agent.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.Judged;
import io.fieldwarden.agent.conformance.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detection run: labelled captures are learned and judged with shipped defaults, then compared with their labels, and
 * the table is printed. {@code docs/developing/detection-quality.md} says how to read it.
 *
 * <p>{@code -Dquality.folder=PATH} runs it on another folder of the same layouts.
 */
class DetectionQualityTest {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionQualityTest.class);

    /** Edited recordings, a quarter of what is judged, cannot be found: docs/developing/detection-quality.md. */
    private static final double RECALL_MIN = 0.65;

    private static final double PRECISION_MIN = 0.9;

    @TempDir
    Path scratch;

    @Test
    void attacksAreFoundAndCleanTrafficIsQuiet() throws IOException {
        String told = System.getProperty("quality.folder", "");
        Path folder = told.isEmpty() ? SharedData.folder("detect") : Path.of(told);
        Map<String, List<Result>> sets = new TreeMap<>();
        List<Result> results = new ArrayList<>();
        for (Trial trial : new Layouts(new Parts(scratch)).of(folder)) {
            Result result = Result.of(trial, Judged.judge(trial.lessons(), List.of(trial.capture())));
            sets.computeIfAbsent(trial.dataset(), name -> new ArrayList<>()).add(result);
            results.add(result);
        }
        StringBuilder table = new StringBuilder();
        sets.forEach((name, set) -> table.append(Table.of(name, set)));
        Path out = Files.createDirectories(Path.of("target", "quality"));
        Files.writeString(out.resolve("table.txt"), table);
        Files.writeString(out.resolve("details.txt"), Table.details(results));
        LOG.info("detection with shipped defaults:{}", table);
        assertThat(results).as("captures in %s", folder).isNotEmpty();
        if (told.isEmpty()) { // other folders may hold anything
            assertThat(recall(results)).as("recall after a lesson").isGreaterThan(RECALL_MIN);
            assertThat(precision(results))
                    .as("share of alerts that belong to an attack")
                    .isGreaterThan(PRECISION_MIN);
        }
    }

    private static double recall(List<Result> results) {
        List<Result.Found> taught = results.stream()
                .filter(result -> !result.trial().lessons().isEmpty())
                .flatMap(result -> result.found().stream())
                .toList();
        long found = taught.stream().filter(one -> !one.alerts().isEmpty()).count();
        return (double) found / taught.size();
    }

    private static double precision(List<Result> results) {
        long meant = results.stream()
                .flatMap(result -> result.found().stream())
                .flatMap(found -> found.alerts().stream())
                .map(told -> told.alert().id())
                .distinct()
                .count();
        long beside = results.stream()
                .mapToLong(result -> result.falseAlerts().size())
                .sum();
        return (double) meant / (meant + beside);
    }
}
