package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.ConnectionSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Zeek logs whose lines of comment were taken out, as tests of packages keep them: their columns go by position, the first
 * six being time, uid and both ends, or five where there is no uid.
 */
final class BareLog {
    private BareLog() {}

    /** The folder beside the capture's whose log of that name speaks only of the capture's connections, and says most. */
    static Optional<Path> folder(Subject subject, String name, int firstEnd) throws IOException {
        Path best = null;
        int most = 0;
        List<Path> logs = subject.isCapture() ? subject.beside(2, "/" + name) : List.of();
        Set<String> known = logs.isEmpty() ? Set.of() : ends(subject);
        for (Path log : logs) {
            List<String[]> rows = SharedData.zeekRows(log);
            boolean ours = rows.stream().allMatch(row -> known.contains(ends(row, firstEnd)));
            if (ours && rows.size() > most) {
                most = rows.size();
                best = log.getParent();
            }
        }
        return Optional.ofNullable(best);
    }

    /** The lines of the log of that name in the folder; none if it is not there. */
    static List<String[]> rows(Optional<Path> folder, String name) throws IOException {
        for (String ending : List.of("", ".gz")) {
            Optional<Path> log = folder.map(found -> found.resolve(name + ending));
            if (log.isPresent() && Files.exists(log.get())) {
                return SharedData.zeekRows(log.get());
            }
        }
        return List.of();
    }

    /** A cell, empty where the log has nothing. */
    static String cell(String[] row, int column) {
        String cell = column < row.length ? row[column] : "-";
        return cell.equals("-") || cell.equals("(empty)") ? "" : cell;
    }

    private static String ends(String[] row, int first) {
        return row.length < first + 4
                ? ""
                : row[first] + ":" + row[first + 1] + " " + row[first + 2] + ":" + row[first + 3];
    }

    private static Set<String> ends(Subject subject) throws IOException {
        Set<String> ends = new HashSet<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            ends.add(seen.connection().originator() + " " + seen.connection().responder());
            ends.add(seen.connection().responder() + " " + seen.connection().originator());
        }
        return ends;
    }
}
