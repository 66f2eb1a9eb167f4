package io.fieldwarden.agent.detect;

import io.fieldwarden.agent.Judged;
import io.fieldwarden.agent.baseline.Baseline;
import io.fieldwarden.agent.baseline.BaselineLimits;
import io.fieldwarden.agent.baseline.Learning;
import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.observation.Connection;
import io.fieldwarden.agent.observation.Observation;
import io.fieldwarden.agent.observation.Points;
import io.fieldwarden.agent.observation.TimePassed;
import io.fieldwarden.agent.observation.Transport;
import io.fieldwarden.agent.observation.ValueSeen;
import io.fieldwarden.agent.observation.Values;
import java.time.Duration;
import java.util.List;

/** Rows of process values, judged as if a station had polled them from a controller: shipped defaults, nothing tuned. */
public final class SeriesJudge {
    private static final String SPACE = "1/input-register";

    private SeriesJudge() {}

    /**
     * Values of all points at one time.
     *
     * @param atNanos nanoseconds since 1970-01-01T00:00Z
     * @param values a value for each point
     */
    public record Row(long atNanos, double[] values) {}

    /** Learns from {@code lesson}, judges {@code judged}; the alerts in the order they were first raised. */
    public static List<Judged> judge(List<Row> lesson, List<Row> judged) {
        Baseline baseline = new Baseline(new Learning(Learning.Mode.ALWAYS, Duration.ZERO), BaselineLimits.DEFAULT);
        Judged.Collected alerts = new Judged.Collected();
        play(baseline, lesson, silently -> {});
        baseline.freeze();
        play(baseline, judged, alerts);
        return alerts.all();
    }

    private static void play(Baseline baseline, List<Row> rows, AlertSink alerts) {
        try (Detection detection = Plant.detection(baseline, DetectSettings.DEFAULT, alerts)) {
            Connection connection = new Connection(
                    1,
                    Transport.TCP,
                    new Connection.Ends(Traffic.end(Traffic.HMI, 50_000), Traffic.end(Traffic.PLC, 502)),
                    0,
                    new Connection.Opening(rows.getFirst().atNanos(), false));
            connection.recognised("modbus");
            for (Row row : rows) {
                detection.observe(values(connection, row));
                detection.observe(new TimePassed(row.atNanos(), TimePassed.UNTOLD, 0));
            }
        }
    }

    private static Observation values(Connection connection, Row row) {
        Points points = new Points(SPACE, 0, row.values().length);
        return new ValueSeen(row.atNanos(), connection, ValueSeen.Way.READ, points, new Values.Numbers(row.values()));
    }

    /** Which point an alert is about, -1 if it names none. */
    public static int point(Alert alert) {
        int at = alert.key().lastIndexOf(SPACE + ":");
        String digits =
                at < 0 ? "" : alert.key().substring(at + SPACE.length() + 1).replaceAll("\\D.*", "");
        return digits.isEmpty() ? -1 : Integer.parseInt(digits);
    }
}
