package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Captures in which packets were cloned, removed or swapped, as {@code CAPTURE.backtrack.txt} beside them says, and clean
 * ones in the same folder: {@code train} is the lesson, the other clean ones are judged too.
 */
final class EditedCaptures {
    private EditedCaptures() {}

    static List<Trial> trials(Path set) throws IOException {
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
            clean.forEach(capture -> trials.add(new Trial(name, lessons, capture, Trial.clean())));
        }
        return trials;
    }

    /** One attack a capture: the places moved with every edit, so that a number names no packet of the result. */
    private static List<Instance> read(Path edits, Span span) throws IOException {
        String kind = Files.readAllLines(edits).stream()
                .filter(line -> line.contains("packet"))
                .map(line -> line.split(" ", 2)[0].toLowerCase(java.util.Locale.ROOT))
                .filter(word -> word.equals("cloned") || word.equals("removed") || word.equals("swapped"))
                .findFirst()
                .orElse("edited");
        return List.of(new Instance(kind, span.first(), span.last()));
    }
}
