package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts in the collector's {@link Database}. */
public final class SqliteAlertStore implements AlertStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteAlertStore.class);
    private static final String CHANGES = """
        SELECT c.sequence, c.kind, c.state, c.actor, c.reason, c.at, d.json
        FROM change c JOIN document d ON d.n = c.document
        WHERE c.sequence > ? ORDER BY c.sequence LIMIT ?\
        """;

    private final Database database;
    private final InstantSource clock;
    private final AlertWriter writer;
    private final AlertSearch search;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public SqliteAlertStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.writer = new AlertWriter(database.limits());
        this.search = new AlertSearch(database);
    }

    @Override
    public Stored append(String agent, List<Alert> alerts, Instant receivedAt) {
        for (Alert alert : alerts) {
            if (!alert.agent().equals(agent)) {
                throw new IllegalArgumentException("alert " + alert.id() + " says agent '" + alert.agent()
                        + "', its sender's certificate says '" + agent + "'");
            }
        }
        int stored = database.write(handle -> appendAll(handle, alerts, receivedAt));
        if (stored > 0) {
            tell();
        }
        return new Stored(stored, alerts.size() - stored);
    }

    private int appendAll(Handle handle, List<Alert> alerts, Instant receivedAt) {
        int stored = 0;
        for (Alert alert : alerts) {
            if (writer.put(handle, alert, receivedAt)) {
                stored++;
            }
        }
        return stored;
    }

    /**
     * Sets what people have made of an alert and records it in the alert's history.
     *
     * @param reason why; needed to close
     * @param by account name
     * @return the alert afterwards, or nothing if no alert has this id
     * @throws IllegalArgumentException if a closing has no reason
     */
    public Optional<AlertRow> setState(String id, AlertState state, String reason, String by) {
        if (state == AlertState.CLOSED && reason.isBlank()) {
            throw new IllegalArgumentException("closing needs a reason");
        }
        boolean changed =
                database.write(handle -> writer.setState(handle, id, state, new Verdict(by, reason, clock.instant())));
        if (changed) {
            tell();
        }
        return search.row(id);
    }

    /** Who decided what, why and when. */
    record Verdict(String by, String reason, Instant at) {}

    @Override
    public List<Change> changesAfter(long sequence, int limit) {
        return database.read(handle -> handle.createQuery(CHANGES)
                .bind(0, sequence)
                .bind(1, limit)
                .map((row, context) -> new Change(
                        row.getLong(1),
                        Change.Kind.values()[row.getInt(2)],
                        ContractJson.read(row.getString(7), Alert.class),
                        AlertState.values()[row.getInt(3)],
                        row.getString(4),
                        row.getString(5),
                        Micros.instant(row.getLong(6))))
                .list());
    }

    @Override
    public long lastSequence() {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(sequence), 0) FROM change")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.warn("A listener for new alerts failed; the alerts are stored and the others are told", e);
            }
        }
    }
}
