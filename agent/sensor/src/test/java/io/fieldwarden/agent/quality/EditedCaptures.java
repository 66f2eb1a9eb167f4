package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Captures in which packets were cloned, removed or swapped, as {@code CAPTURE.backtrack.txt} beside them says, and clean
 * ones in the same folder: {@code train} is the lesson, {@code test} is judged by it, other clean ones by their own first part.
 */
final class EditedCaptures {
    private static final double LESSON_SHARE = 0.6;

    private EditedCaptures() {}

    static List<Trial> trials(Path set, Parts parts) throws IOException {
        List<Path> all = Captures.under(set);
        List<Path> clean = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        List<Path> lessons =
                all.stream().filter(file -> Layouts.stem(file).equals("train")).toList();
        String name = set.getFileName().toString();
        for (Path capture : all) {
            Path edits = capture.resolveSibling(Layouts.stem(capture) + ".pcap.backtrack.txt");
            if (Files.exists(edits)) {
                trials.add(new Trial(name, lessons, capture, span -> read(edits, span)));
            } else if (!lessons.contains(capture)) {
                clean.add(capture);
            }
        }
        if (!trials.isEmpty()) {
            for (Path capture : clean) {
                boolean twin = Layouts.stem(capture).equals("test");
                List<Path> halves = twin ? List.of() : parts.halves(capture, LESSON_SHARE);
                trials.add(new Trial(
                        name, twin ? lessons : halves.subList(0, 1), twin ? capture : halves.get(1), Trial.clean()));
            }
        }
        return trials;
    }

    /** One attack a capture: the places moved with every edit, so that a number names no packet of the result. */
    private static List<Instance> read(Path edits, Span span) throws IOException {
        String kind = Files.readAllLines(edits).stream()
                .filter(line -> line.contains("packet"))
                .map(line -> line.split(" ", 2)[0].toLowerCase(Locale.ROOT))
                .filter(word -> word.equals("cloned") || word.equals("removed") || word.equals("swapped"))
                .findFirst()
                .orElse("edited");
        return List.of(new Instance(kind, span.first(), span.last()));
    }
}
