package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder per class, {@code benign} among them, with captures {@code CLASS-train} and {@code CLASS-test}: benign training
 * captures are the lesson, all others are judged. An attack's training half is judged too, for nothing is learned from it.
 */
final class ClassFolders {
    private static final String BENIGN = "benign";
    private static final double LESSON_SHARE = 0.6;

    private ClassFolders() {}

    static List<Trial> trials(Path set, Parts parts) throws IOException {
        if (!Files.isDirectory(set.resolve(BENIGN))) {
            return List.of();
        }
        String name = set.getFileName().toString();
        List<Path> lessons = Captures.under(set.resolve(BENIGN)).stream()
                .filter(file -> Layouts.stem(file).contains("train"))
                .toList();
        List<Trial> trials = new ArrayList<>();
        List<Path> classes;
        try (Stream<Path> folders = Files.list(set)) {
            classes = folders.filter(Files::isDirectory).sorted().toList();
        }
        for (Path kind : classes) {
            String label = kind.getFileName().toString();
            for (Path capture : Captures.under(kind)) {
                if (!label.equals(BENIGN)) {
                    trials.add(new Trial(name, lessons, capture, Trial.whole(label)));
                } else if (!lessons.contains(capture)) {
                    trials.add(new Trial(name, lessons, capture, Trial.clean()));
                } else {
                    List<Path> halves = parts.halves(capture, LESSON_SHARE);
                    trials.add(new Trial(name, List.of(halves.get(0)), halves.get(1), Trial.clean()));
                }
            }
        }
        return trials;
    }
}
