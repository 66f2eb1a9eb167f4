package io.fieldwarden.agent.conformance;

import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.ConnectionSeen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A log of Zeek: tab-separated, its columns named in the line that begins with {@code #fields}. */
final class ZeekLog {
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String[]> rows = new ArrayList<>();

    private ZeekLog(Path file) throws IOException {
        for (String line : SharedData.lines(file)) {
            if (line.startsWith("#fields")) {
                String[] names = line.split("\t", -1);
                for (int index = 1; index < names.length; index++) {
                    columns.put(names[index], index - 1);
                }
            } else if (!line.startsWith("#") && !line.isBlank()) {
                rows.add(line.split("\t", -1));
            }
        }
    }

    /** One line of a log. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(Map<String, Integer> columns, String[] cells) {
        /** The cell of that column; empty if it is unset or there is no such column. */
        String get(String column) {
            Integer index = columns.get(column);
            String cell = index == null || index >= cells.length ? "-" : cells[index];
            return cell.equals("-") || cell.equals("(empty)") ? "" : cell;
        }

        /** Both ends and their ports, the same whoever asked. */
        String pair() {
            String one = get("id.orig_h") + ":" + get("id.orig_p");
            String other = get("id.resp_h") + ":" + get("id.resp_p");
            return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
        }

        /** Both ends and their ports, as {@link #ends(Connection)} writes them. */
        String ends() {
            return get("id.orig_h") + ":" + get("id.orig_p") + " " + get("id.resp_h") + ":" + get("id.resp_p");
        }
    }

    /**
     * Lines of the log of that name which lies in a folder next to that of the capture and speaks of its connections. Zeek's
     * tests keep the captures in one folder and their logs in others, so the connections decide what belongs together; of
     * several logs the one that says most.
     */
    static List<Row> rows(Subject subject, String name) throws IOException {
        List<Row> most = List.of();
        List<Path> files = subject.beside(2, "/" + name);
        Set<String> ours = files.isEmpty() ? Set.of() : ends(subject);
        for (Path file : files) {
            ZeekLog log = new ZeekLog(file);
            List<Row> found = log.rows.stream()
                    .map(cells -> new Row(log.columns, cells))
                    .filter(row -> ours.contains(row.ends()))
                    .toList();
            most = found.size() > most.size() ? found : most;
        }
        return most;
    }

    /**
     * Lines about the capture's connections of any log up to three folders up whose {@code #path} is {@code path}, whatever
     * the file is called; of several logs the one with most filled cells.
     */
    static List<Row> told(Subject subject, String path) throws IOException {
        List<Row> most = List.of();
        long mostCells = 0;
        Set<String> ours = Set.of();
        for (Path file : subject.beside(3, ".log")) {
            List<String> lines = SharedData.lines(file);
            if (!lines.contains("#path\t" + path)) {
                continue;
            }
            ours = ours.isEmpty() ? ends(subject) : ours;
            ZeekLog log = new ZeekLog(file);
            Set<String> known = ours;
            List<Row> found = log.rows.stream()
                    .map(cells -> new Row(log.columns, cells))
                    .filter(row -> known.contains(row.ends()))
                    .toList();
            long cells = found.stream()
                    .flatMap(row -> Stream.of(row.cells()))
                    .filter(cell -> !cell.equals("-"))
                    .count();
            most = cells > mostCells ? found : most;
            mostCells = Math.max(cells, mostCells);
        }
        return most;
    }

    /** All lines of logs of that {@code #path} in the folder of the log that {@link #told} has found for {@code beside}. */
    static List<Row> companions(Subject subject, String beside, String path) throws IOException {
        List<Row> told = told(subject, beside);
        List<Row> rows = new ArrayList<>();
        for (Path file : subject.beside(3, ".log")) {
            List<String> lines = SharedData.lines(file);
            if (told.isEmpty() || !lines.contains("#path\t" + path)) {
                continue;
            }
            ZeekLog log = new ZeekLog(file);
            log.rows.forEach(cells -> rows.add(new Row(log.columns, cells)));
        }
        return rows;
    }

    /** Every line of logs of that {@code #path} up to three folders up: for logs that do not name connections. */
    static List<Row> every(Subject subject, String path) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path file : subject.beside(3, ".log")) {
            if (SharedData.lines(file).contains("#path\t" + path)) {
                ZeekLog log = new ZeekLog(file);
                log.rows.forEach(cells -> rows.add(new Row(log.columns, cells)));
            }
        }
        return rows;
    }

    /** Whether {@link #rows} may find some. */
    static boolean beside(Subject subject, String name) throws IOException {
        return subject.isCapture() && !subject.beside(2, "/" + name).isEmpty();
    }

    private static Set<String> ends(Subject subject) throws IOException {
        Set<String> ends = new HashSet<>();
        for (ConnectionSeen seen : subject.run().connections()) {
            ends.add(ends(seen.connection()));
            ends.add(seen.connection().responder() + " " + seen.connection().originator());
        }
        return ends;
    }

    /** Both ends of a connection. */
    static String ends(Connection connection) {
        return connection.originator() + " " + connection.responder();
    }

    /** Both ends of a connection, the same whoever asked, as {@link Row#pair()}. */
    static String pair(Connection connection) {
        String one = connection.originator().toString();
        String other = connection.responder().toString();
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }
}
