package io.fieldwarden.agent.quality;

import io.fieldwarden.agent.conformance.SharedData;
import io.fieldwarden.agent.detect.SeriesJudge.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of process values in text: columns parted by commas, semicolons or blanks, with a head or without. */
final class SeriesFile {
    private SeriesFile() {}

    /**
     * Its rows as numbers, without head.
     *
     * @param skipped columns on the left that hold no value, such as the time
     */
    static List<double[]> numbers(Path file, int skipped) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String line : SharedData.lines(file)) {
            boolean blanks = line.indexOf(',') < 0 && line.indexOf(';') < 0;
            String[] cells = line.strip().split(blanks ? "\\s+" : "[,;]", -1);
            double[] row = new double[Math.max(0, cells.length - skipped)];
            boolean whole = row.length > 0;
            for (int cell = 0; cell < row.length && whole; cell++) {
                try {
                    row[cell] = Double.parseDouble(cells[cell + skipped]);
                } catch (NumberFormatException e) {
                    whole = false; // the head
                }
            }
            if (whole) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** The same with rows and columns exchanged. */
    static List<double[]> turned(List<double[]> rows) {
        List<double[]> turned = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().length; column++) {
            double[] row = new double[rows.size()];
            for (int at = 0; at < row.length; at++) {
                row[at] = rows.get(at)[column];
            }
            turned.add(row);
        }
        return turned;
    }

    /** Rows {@code from} to {@code to} with their times, one every {@code seconds}, without the last {@code labels} columns. */
    static List<Row> timed(List<double[]> rows, int from, int to, Timing timing) {
        List<Row> timed = new ArrayList<>();
        for (int at = from; at < to; at++) {
            double[] values = new double[rows.get(at).length - timing.labels()];
            System.arraycopy(rows.get(at), 0, values, 0, values.length);
            timed.add(new Row(timing.at(at), values));
        }
        return timed;
    }

    /**
     * When rows were measured.
     *
     * @param startSeconds time of row 0, seconds since 1970-01-01T00:00Z
     * @param seconds from row to row
     * @param labels columns on the right that hold labels
     */
    record Timing(long startSeconds, double seconds, int labels) {
        long at(int row) {
            return startSeconds * 1_000_000_000L + (long) (row * seconds * 1e9);
        }
    }
}
