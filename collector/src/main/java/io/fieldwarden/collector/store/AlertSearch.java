package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Severity;
import io.fieldwarden.collector.store.AlertStore.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds alerts: pages, counts, histogram, and one alert with its evidence and history. */
public final class AlertSearch {
    private static final String ROW = """
        SELECT d.json, a.state, a.state_by, a.state_reason, a.state_at, a.received_at, a.packets,
          a.last_seen, a.first_seen, a.n
        FROM alert a JOIN document d ON d.n = a.document\
        """;
    private static final String HISTORY = """
        SELECT c.sequence, c.kind, c.state, c.actor, c.reason, c.at, d.revision
        FROM change c JOIN document d ON d.n = c.document
        WHERE c.alert = (SELECT n FROM alert WHERE id = ?) ORDER BY c.sequence DESC LIMIT ?\
        """;

    private final Database database;
    private final StoreLimits limits;

    public AlertSearch(Database database) {
        this.database = database;
        this.limits = database.limits();
    }

    /** The alert with this id. */
    public Optional<AlertRow> row(String id) {
        return database.read(handle -> handle.select(ROW + " WHERE a.id = ?", id)
                .map((row, context) -> row(row))
                .findOne());
    }

    /** The pcapng file kept with this alert. */
    public Optional<byte[]> evidence(String id) {
        return database.read(handle -> handle.select(
                        "SELECT pcapng FROM evidence WHERE alert = (SELECT n FROM alert WHERE id = ?)", id)
                .map((row, context) -> row.getBytes(1))
                .findOne());
    }

    /** What happened to this alert, latest first, at most {@link StoreLimits#historyMax}. */
    public List<AlertEvent> history(String id) {
        return database.read(handle -> handle.select(HISTORY, id, limits.historyMax())
                .map((row, context) -> new AlertEvent(
                        row.getLong(1),
                        Change.Kind.values()[row.getInt(2)],
                        AlertState.values()[row.getInt(3)],
                        row.getString(4),
                        row.getString(5),
                        Micros.instant(row.getLong(6)),
                        row.getInt(7)))
                .list());
    }

    private record Placed(AlertRow row, AlertPosition position) {}

    /**
     * One page of a list.
     *
     * @param cursor {@link AlertPage#next} of the page before, empty for the first
     * @param limit rows wanted, from 1 to {@link StoreLimits#pageRowsMax}
     * @throws IllegalArgumentException if the cursor was not given for this order
     */
    public AlertPage page(AlertQuery query, String cursor, int limit) {
        int rowsMax = Math.clamp(limit, 1, limits.pageRowsMax());
        String column = query.order().column;
        AlertFilter filter = AlertFilter.whole(query, limits);
        if (!cursor.isEmpty()) {
            AlertPosition after = AlertPosition.parse(cursor, query.order());
            filter.and("(a." + column + ", a.n) < (?, ?)", after.micros(), after.n());
        }
        String tail = "ORDER BY a." + column + " DESC, a.n DESC LIMIT ?";
        List<Placed> placed = database.read(handle -> filter.select(handle, ROW, tail, rowsMax + 1)
                .map((row, context) -> new Placed(row(row), new AlertPosition(row.getLong(column), row.getLong("n"))))
                .list());
        boolean more = placed.size() > rowsMax;
        List<Placed> shown = more ? placed.subList(0, rowsMax) : placed;
        String next = more ? shown.getLast().position().written(query.order()) : "";
        return new AlertPage(shown.stream().map(Placed::row).toList(), next);
    }

    /** How many alerts there are of each kind. */
    public AlertFacets facets(AlertQuery query) {
        if (query.answeredByCounters()) {
            return AlertFacets.of(query, database.read(AlertSearch::counters), true);
        }
        return database.read(handle -> {
            List<AlertFacets.Cell> cells = counted(handle, query);
            long rows = cells.stream().mapToLong(AlertFacets.Cell::alerts).sum();
            return AlertFacets.of(query, cells, rows < limits.countedRowsMax());
        });
    }

    private static List<AlertFacets.Cell> counters(Handle handle) {
        return handle.select("SELECT state, severity, type, agent, site, protocol, alerts FROM alert_count"
                        + " WHERE alerts > 0")
                .map((row, context) -> cell(row))
                .list();
    }

    private List<AlertFacets.Cell> counted(Handle handle, AlertQuery query) {
        return AlertFilter.unfaceted(query, limits)
                .select(
                        handle,
                        "SELECT state, severity, type, agent, site, protocol, count(*) FROM (SELECT * FROM alert a",
                        "LIMIT ?) GROUP BY 1, 2, 3, 4, 5, 6",
                        limits.countedRowsMax())
                .map((row, context) -> cell(row))
                .list();
    }

    private static AlertFacets.Cell cell(ResultSet row) throws SQLException {
        return new AlertFacets.Cell(
                AlertState.values()[row.getInt(1)],
                Severity.values()[row.getInt(2)],
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7));
    }

    private record Tally(long bucket, Severity severity, long alerts) {}

    /**
     * Alerts by the time they were first seen.
     *
     * @param from begin of the first bucket
     * @param width of a bucket, whole seconds
     * @param buckets how many, from 1 to 1,000
     */
    public List<AlertBucket> histogram(AlertQuery query, Instant from, Duration width, int buckets) {
        if (buckets < 1 || buckets > 1_000 || width.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    buckets + " buckets of " + width + ", expected 1 to 1000 of at least 1 s");
        }
        long start = Micros.of(from);
        long micros = width.toSeconds() * 1_000_000L;
        long end = start + buckets * micros;
        boolean wholeHours = micros % 3_600_000_000L == 0 && start % 3_600_000_000L == 0;
        List<Tally> tallies = database.read(handle -> wholeHours && query.equals(AlertQuery.ALL)
                ? hours(handle, start, micros, end)
                : tallied(handle, query, start, micros, end));
        return buckets(tallies, from, width, buckets);
    }

    private static List<Tally> hours(Handle handle, long start, long micros, long end) {
        return handle.select(
                        "SELECT (hour * 3600000000 - ?) / ?, severity, sum(alerts) FROM alert_hour"
                                + " WHERE hour >= ? AND hour < ? AND alerts > 0 GROUP BY 1, 2",
                        start,
                        micros,
                        Micros.hour(start),
                        Micros.hour(end))
                .map((row, context) -> tally(row))
                .list();
    }

    private List<Tally> tallied(Handle handle, AlertQuery query, long start, long micros, long end) {
        return AlertFilter.whole(query, limits)
                .and("a.first_seen >= ?", start)
                .and("a.first_seen < ?", end)
                .select(
                        handle,
                        "SELECT (a.first_seen - " + start + ") / " + micros + ", a.severity, count(*) FROM alert a",
                        "GROUP BY 1, 2")
                .map((row, context) -> tally(row))
                .list();
    }

    private static Tally tally(ResultSet row) throws SQLException {
        return new Tally(row.getLong(1), Severity.values()[row.getInt(2)], row.getLong(3));
    }

    private static List<AlertBucket> buckets(List<Tally> tallies, Instant from, Duration width, int buckets) {
        List<Map<Severity, Long>> counts = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            counts.add(new EnumMap<>(Severity.class));
        }
        tallies.forEach(tally -> counts.get((int) tally.bucket()).put(tally.severity(), tally.alerts()));
        List<AlertBucket> all = new ArrayList<>();
        for (int i = 0; i < buckets; i++) {
            all.add(new AlertBucket(from.plus(width.multipliedBy(i)), counts.get(i)));
        }
        return all;
    }

    private static AlertRow row(ResultSet row) throws SQLException {
        long stateAt = row.getLong(5);
        @Nullable Instant set = row.wasNull() ? null : Micros.instant(stateAt);
        return new AlertRow(
                ContractJson.read(row.getString(1), Alert.class),
                AlertState.values()[row.getInt(2)],
                row.getString(3),
                row.getString(4),
                set,
                Micros.instant(row.getLong(6)),
                row.getInt(7));
    }
}
