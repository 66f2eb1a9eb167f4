package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Judged;
import io.fieldwarden.agent.conformance.SharedData;
import io.fieldwarden.agent.detect.SeriesJudge;
import io.fieldwarden.agent.quality.SeriesFile.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ways in which labelled series of process values lie in a folder, known by their files and heads. */
final class SeriesLayouts {
    /** Any time will do where the data names none. */
    private static final long START = 1_500_000_000L;

    private static final Pattern WINDOW =
            Pattern.compile("\"id\":\\s*\"([^\"]+)\".*?\"start\":\\s*(\\d+),\\s*\"end\":\\s*(\\d+)", Pattern.DOTALL);

    private SeriesLayouts() {}

    /** Judges every series of a data set. */
    static List<Result> judged(Path set) throws IOException {
        List<Result> results = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(set)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.matches("d\\d\\d_te\\.dat(\\.gz)?")) {
                results.add(fault(set, file, name));
            } else if (name.matches("dataset04\\.csv(\\.gz)?")) {
                results.add(hourly(set, file));
            } else if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
                String head = SharedData.lines(file).getFirst();
                if (head.endsWith(";anomaly;changepoint")) {
                    results.add(rig(set, file));
                } else if (name.startsWith("xmv") || name.startsWith("xmeas")) {
                    results.add(stealthy(set, file));
                }
            }
        }
        return results;
    }

    /** Tennessee Eastman, a row every three minutes: {@code d00} is normal, a fault begins with row 160. */
    private static Result fault(Path set, Path file, String name) throws IOException {
        Path normal = Files.exists(set.resolve("d00.dat")) ? set.resolve("d00.dat") : set.resolve("d00.dat.gz");
        List<double[]> lesson = SeriesFile.numbers(normal, 0);
        if (lesson.size() < lesson.getFirst().length) {
            lesson = SeriesFile.turned(lesson);
        }
        List<double[]> rows = SeriesFile.numbers(file, 0);
        Timing timing = new Timing(START, 180, 0);
        List<Instance> faults = name.startsWith("d00")
                ? List.of()
                : List.of(new Instance("fault " + name.substring(1, 3), timing.at(160), timing.at(rows.size())));
        return judge(set, file, new Split(lesson, lesson.size(), rows, 0), timing, faults);
    }

    /** BATADAL, a row every hour: {@code dataset03} is normal; attacks are windows in seconds. */
    private static Result hourly(Path set, Path file) throws IOException {
        List<double[]> lesson = SeriesFile.numbers(
                file.resolveSibling(file.getFileName().toString().replace("04", "03")), 1);
        List<double[]> rows = SeriesFile.numbers(file, 1);
        Timing timing = new Timing(1_467_583_200L, 3600, 1);
        List<Instance> attacks = new ArrayList<>();
        Matcher window = WINDOW.matcher(Files.readString(set.resolve("attacks/attacks.json")));
        while (window.find()) {
            long from = Long.parseLong(window.group(2)) * 1_000_000_000L;
            if (from < timing.at(rows.size())) {
                long to = Long.parseLong(window.group(3)) * 1_000_000_000L;
                attacks.add(new Instance("attack " + window.group(1), from, to));
            }
        }
        return judge(set, file, new Split(lesson, lesson.size(), rows, 0), timing, attacks);
    }

    /** SKAB, a row every second: the first 400 rows are normal, the last columns but one say what is not. */
    private static Result rig(Path set, Path file) throws IOException {
        List<double[]> rows = SeriesFile.numbers(file, 1);
        Timing timing = new Timing(START, 1, 2);
        List<Instance> anomalies = new ArrayList<>();
        int from = -1;
        for (int row = 400; row <= rows.size(); row++) {
            boolean odd = row < rows.size() && rows.get(row)[rows.get(row).length - 2] > 0;
            if (odd && from < 0) {
                from = row;
            } else if (!odd && from >= 0) {
                anomalies.add(new Instance(StationLabels.folderName(file), timing.at(from), timing.at(row)));
                from = -1;
            }
        }
        return judge(set, file, new Split(rows, 400, rows, 400), timing, anomalies);
    }

    /** Stealthy attacks on the Tennessee Eastman process (PASAD): from row 4,000 on. */
    private static Result stealthy(Path set, Path file) throws IOException {
        List<double[]> rows = SeriesFile.numbers(file, 0);
        Timing timing = new Timing(START, 36, 0);
        String kind = StationLabels.folderName(file).replaceAll(".*_", "");
        List<Instance> attacks = List.of(new Instance(kind, timing.at(4_000), timing.at(rows.size())));
        return judge(set, file, new Split(rows, 3_000, rows, 3_000), timing, attacks);
    }

    /** The first rows of one table are the lesson, those of another from some row on are judged. */
    private record Split(List<double[]> lesson, int until, List<double[]> judged, int from) {}

    private static Result judge(Path set, Path file, Split split, Timing timing, List<Instance> instances) {
        // the lesson lies before what is judged, wherever it comes from
        long before = split.from() == 0 ? (long) (split.until() * timing.seconds()) : 0;
        Timing earlier = new Timing(timing.startSeconds() - before, timing.seconds(), timing.labels());
        List<Judged> alerts = SeriesJudge.judge(
                SeriesFile.timed(split.lesson(), 0, split.until(), earlier),
                SeriesFile.timed(split.judged(), split.from(), split.judged().size(), timing));
        double hours = (split.judged().size() - split.from()) * timing.seconds() / 3600;
        Trial trial = new Trial(String.valueOf(set.getFileName()), List.of(file), file, Trial.clean());
        return Result.of(trial, hours, instances, alerts);
    }
}
