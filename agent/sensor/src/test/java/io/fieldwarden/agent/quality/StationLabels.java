package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder per attack with {@code NAME.config.xml}, which names it, and the captures of the stations that saw it: the
 * busiest station's is judged. The capture in a folder {@code …control_set} shows the same plant without attacks.
 */
final class StationLabels {
    private static final Pattern ATTACK = Pattern.compile("<attack>([^<]+)</attack>");

    private StationLabels() {}

    /** The capture of the control run, wherever it lies among the data sets. */
    static @Nullable Path control(List<Path> sets) throws IOException {
        for (Path set : sets) {
            for (Path capture : Captures.under(set)) {
                if (folderName(capture).endsWith("control_set")) {
                    return capture;
                }
            }
        }
        return null;
    }

    /** Name of the folder a file lies in, empty if it lies in none. */
    static String folderName(Path file) {
        Path folder = file.getParent();
        return folder == null ? "" : String.valueOf(folder.getFileName());
    }

    static List<Trial> trials(Path set, @Nullable Path control) throws IOException {
        List<Trial> trials = new ArrayList<>();
        List<Path> folders;
        try (var all = Files.walk(set)) {
            folders = all.filter(Files::isDirectory).sorted().toList();
        }
        for (Path folder : folders) {
            Path config = folder.resolve(folder.getFileName() + ".config.xml");
            Path seen = busiest(folder);
            if (seen != null && !folder.getFileName().toString().endsWith("control_set")) {
                String kind = Files.exists(config) ? attack(config) : lastWord(folder);
                if (kind != null) {
                    trials.add(new Trial(
                            set.getFileName().toString(),
                            control == null ? List.of() : List.of(control),
                            seen,
                            Trial.whole(kind)));
                }
            }
        }
        return trials;
    }

    private static @Nullable Path busiest(Path folder) throws IOException {
        Path best = null;
        for (Path capture : Captures.under(folder)) {
            boolean station = Layouts.stem(capture)
                    .matches(Pattern.quote(folder.getFileName().toString()) + "\\.(master|hmi|attacker)");
            if (station && (best == null || Files.size(capture) > Files.size(best))) {
                best = capture;
            }
        }
        return best;
    }

    private static @Nullable String attack(Path config) throws IOException {
        Matcher name = ATTACK.matcher(Files.readString(config));
        return name.find() ? name.group(1) : null;
    }

    private static String lastWord(Path folder) {
        String name = folder.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
