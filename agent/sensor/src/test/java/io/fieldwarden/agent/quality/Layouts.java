package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which labelled captures lie in a folder. A layout is known by the files that hold the labels, never by a data
 * set's name; what no layout knows is taken for an attack from beginning to end, judged without learning.
 */
final class Layouts {
    private static final double LESSON_SHARE = 0.6;

    private final Parts parts;

    Layouts(Parts parts) {
        this.parts = parts;
    }

    /** The trials of every data set, each a folder of {@code root}. */
    List<Trial> of(Path root) throws IOException {
        List<Trial> trials = new ArrayList<>();
        List<Path> sets;
        try (Stream<Path> folders = Files.list(root)) {
            sets = folders.filter(Files::isDirectory).sorted().toList();
        }
        Path control = StationLabels.control(sets);
        for (Path set : sets) {
            trials.addAll(set(set, control));
        }
        if (control != null) {
            String name = root.relativize(control).getName(0).toString();
            List<Path> halves = parts.halves(control, LESSON_SHARE);
            trials.add(new Trial(name, List.of(halves.get(0)), halves.get(1), Trial.clean()));
        }
        return trials;
    }

    private List<Trial> set(Path set, @Nullable Path control) throws IOException {
        List<Trial> trials = new ArrayList<>();
        trials.addAll(PacketLabels.trials(set));
        trials.addAll(ClassFolders.trials(set, parts));
        trials.addAll(EditedCaptures.trials(set, parts));
        trials.addAll(StationLabels.trials(set, control));
        trials.addAll(ScriptLogs.trials(set, parts));
        if (!trials.isEmpty()) {
            return trials;
        }
        String name = set.getFileName().toString();
        for (Path capture : Captures.under(set)) {
            if (!capture.equals(control)) {
                trials.add(new Trial(name, List.of(), capture, Trial.whole(stem(capture))));
            }
        }
        return trials;
    }

    /** A file's name without what says how it is packed. */
    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.(pcapng|pcap|cap|dmp|trace)(\\.gz|\\.zip)?$", "");
    }
}
