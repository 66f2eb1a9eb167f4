package io.fieldwarden.agent.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.agent.conformance.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detection run over series of process values, as if a station had polled them; see {@code
 * docs/developing/detection-quality.md}.
 *
 * <p>{@code -Dquality.process=PATH} runs it on another folder of the same layouts.
 */
class ProcessQualityTest {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessQualityTest.class);

    @Test
    void series_are_learned_and_judged() throws IOException {
        String told = System.getProperty("quality.process", "");
        Path folder = told.isEmpty() ? SharedData.folder("process") : Path.of(told);
        List<Path> sets;
        try (Stream<Path> all = Files.list(folder)) {
            sets = all.filter(Files::isDirectory).sorted().toList();
        }
        StringBuilder table = new StringBuilder();
        List<Result> results = new ArrayList<>();
        for (Path set : sets) {
            List<Result> judged = SeriesLayouts.judged(set);
            if (!judged.isEmpty()) {
                table.append(Table.of(String.valueOf(set.getFileName()), judged));
                results.addAll(judged);
            }
        }
        Path out = Files.createDirectories(Path.of("target", "quality"));
        Files.writeString(out.resolve("process-table.txt"), table);
        Files.writeString(out.resolve("process-details.txt"), Table.details(results));
        LOG.info("process values with shipped defaults:{}", table);
        assertThat(results).as("series in %s", folder).isNotEmpty();
    }
}
