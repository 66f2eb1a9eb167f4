package io.fieldwarden.collector.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldwarden.collector.ingest.TestAlerts;
import io.fieldwarden.collector.sink.FormatName;
import io.fieldwarden.collector.sink.format.JsonFormat;
import io.fieldwarden.collector.store.AlertState;
import io.fieldwarden.collector.store.AlertStore.Change;
import io.fieldwarden.config.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    private static final JsonFormat JSON = new JsonFormat();

    @TempDir
    Path directory;

    @Test
    void half_a_line_is_taken_back_and_nothing_is_written_twice() throws IOException {
        Path file = directory.resolve("alerts.jsonl");
        List<Change> changes = changes(20);
        String whole = String.join("\n", changes.stream().map(JSON::text).toList()) + "\n";
        for (int cut = 0; cut < 3000; cut += 37) {
            Files.writeString(file, whole.substring(0, cut));
            try (FileSink sink = new FileSink(settings("64KiB", 3), JSON)) {
                sink.deliver(changes, 20);
                assertThat(sink.confirmed()).isEqualTo(20);
            }
            assertThat(Files.readString(file)).as("crash after %d bytes", cut).isEqualTo(whole);
        }
    }

    @Test
    void rotates_by_size_and_loses_only_what_is_not_to_be_kept() throws IOException {
        List<Change> changes = changes(200);
        try (FileSink sink = new FileSink(settings("64KiB", 10), JSON)) {
            for (int from = 0; from < 200; from += 10) {
                sink.deliver(changes.subList(from, from + 10), from + 10);
            }
        }
        List<String> lines = new ArrayList<>();
        for (int number = 10; number >= 0; number--) {
            Path file = directory.resolve("alerts.jsonl" + (number == 0 ? "" : "." + number));
            if (Files.exists(file)) {
                assertThat(Files.size(file)).isLessThanOrEqualTo(64 * 1024);
                lines.addAll(Files.readAllLines(file));
            }
        }
        assertThat(directory.resolve("alerts.jsonl.2")).exists();
        assertThat(lines)
                .containsExactlyElementsOf(changes.stream().map(JSON::text).toList());
    }

    @Test
    void a_file_moved_away_is_begun_anew() throws IOException {
        Path file = directory.resolve("alerts.jsonl");
        try (FileSink sink = new FileSink(settings("1MiB", 1), JSON)) {
            sink.deliver(changes(1), 1);
            Files.move(file, directory.resolve("moved"));
            sink.deliver(changes(2).subList(1, 2), 2);
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
        assertThat(Files.readAllLines(directory.resolve("moved"))).hasSize(1);
        Files.writeString(file, "", StandardOpenOption.TRUNCATE_EXISTING);
    }

    private FileSettings settings(String size, int keep) {
        return new FileSettings(
                "f",
                "file",
                false,
                directory.resolve("alerts.jsonl"),
                FormatName.JSON,
                DataSize.parse(size),
                keep,
                FileSettings.Fsync.EACH_BATCH);
    }

    private static List<Change> changes(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Change(
                        number + 1L,
                        Change.Kind.RAISED,
                        TestAlerts.alert("gateway-1", number, 0),
                        AlertState.OPEN,
                        "gateway-1",
                        "",
                        Instant.parse("2026-11-01T10:00:00Z").plusSeconds(number)))
                .toList();
    }
}
