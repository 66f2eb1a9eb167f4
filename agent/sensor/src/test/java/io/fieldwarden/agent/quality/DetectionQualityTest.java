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
    }
}
