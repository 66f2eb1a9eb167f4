package io.fieldwarden.agent.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder per run with the attacker's capture and {@code Attack_script_log.log}, whose lines are {@code TIME KIND …
 * START} and {@code END} in the laboratory's time, UTC+10. A run whose log is empty is the lesson.
 */
final class ScriptLogs {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(10);
    private static final int TIME_LENGTH = 26;

    private ScriptLogs() {}

    static List<Trial> trials(Path set, Parts parts) throws IOException {
        Map<Path, Path> runs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(set)) {
            files.filter(file -> file.getFileName().toString().matches("Attack_script_log\\.log(\\.zip|\\.gz)?"))
                    .forEach(log -> runs.put(log.getParent(), log));
        }
        List<Path> lessons = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        for (Map.Entry<Path, Path> run : runs.entrySet()) {
            for (Path packed : captures(run.getKey())) {
                Path capture = parts.unpacked(packed);
                List<String> log = parts.lines(run.getValue());
                if (log.isEmpty()) {
                    lessons.add(capture);
                } else {
                    trials.add(new Trial(set.getFileName().toString(), List.of(), capture, span -> read(log)));
                }
            }
        }
        return trials.stream()
                .map(trial -> new Trial(trial.dataset(), lessons, trial.capture(), trial.labels()))
                .toList();
    }

    private static List<Path> captures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("attacker\\.pcap(\\.zip|\\.gz)?"))
                    .toList();
        }
    }

    private static List<Instance> read(List<String> log) {
        List<Instance> instances = new ArrayList<>();
        Map<String, Long> begun = new TreeMap<>();
        for (String line : log) {
            if (line.length() <= TIME_LENGTH) {
                continue;
            }
            long at = nanos(line.substring(0, TIME_LENGTH));
            String what = line.substring(TIME_LENGTH).strip();
            String kind = what.split(" ", 2)[0];
            if (what.endsWith(" START")) {
                begun.put(kind, at);
            } else if (what.endsWith(" END") && begun.containsKey(kind)) {
                instances.add(new Instance(kind, begun.remove(kind), at));
            }
        }
        return instances;
    }

    private static long nanos(String text) {
        LocalDateTime time = LocalDateTime.parse(text, TIME);
        return time.toEpochSecond(ZONE) * 1_000_000_000L + time.getNano();
    }
}
