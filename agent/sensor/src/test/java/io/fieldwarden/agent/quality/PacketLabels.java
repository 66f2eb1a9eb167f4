package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code NAME_labeled.csv} beside {@code NAME.pcap}: number of a packet; 1 if it is malicious. What {@code
 * ipal_attack_windows/attacks-NAME.json} calls free of attacks is the lesson.
 */
final class PacketLabels {
    private static final long APART_NANOS = 10_000_000_000L;

    private PacketLabels() {}

    static List<Trial> trials(Path set) throws IOException {
        List<Trial> trials = new ArrayList<>();
        List<Path> lessons = new ArrayList<>();
        String name = set.getFileName().toString();
        for (Path capture : Captures.under(set)) {
            Path labels = capture.resolveSibling(Layouts.stem(capture) + "_labeled.csv");
            if (!Files.exists(labels)) {
                continue;
            }
            Path windows = capture.resolveSibling("ipal_attack_windows/attacks-" + Layouts.stem(capture) + ".json");
            if (Files.exists(windows) && Files.readString(windows).strip().equals("[]")) {
                lessons.add(capture);
            } else {
                trials.add(new Trial(name, lessons, capture, span -> read(labels, span, Layouts.stem(capture))));
            }
        }
        List<Trial> learned = new ArrayList<>();
        for (Trial trial : trials) {
            learned.add(new Trial(name, lessons, trial.capture(), trial.labels()));
        }
        return learned;
    }

    private static List<Instance> read(Path labels, Span span, String kind) throws IOException {
        List<Instance> instances = new ArrayList<>();
        long from = 0;
        long last = 0;
        for (String line : Files.readAllLines(labels)) {
            String[] cells = line.strip().split(";", -1);
            if (cells.length < 2 || !cells[1].equals("1")) {
                continue;
            }
            long at = span.times()[Integer.parseInt(cells[0]) - 1];
            if (from != 0 && at - last > APART_NANOS) {
                instances.add(new Instance(kind, from, last));
                from = 0;
            }
            from = from == 0 ? at : from;
            last = at;
        }
        if (from != 0) {
            instances.add(new Instance(kind, from, last));
        }
        return instances;
    }
}
