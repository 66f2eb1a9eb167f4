package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Evidence;
import io.fieldwarden.agent.contract.Party;
import io.fieldwarden.collector.store.AlertStore.Change.Kind;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one alert, its counters, its search words and its change within a transaction of the caller. */
final class AlertWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AlertWriter.class);
    private final AlertWords words;

    AlertWriter(StoreLimits limits) {
        this.words = new AlertWords(limits);
    }

    /** What is stored of an alert already. */
    private record Known(long n, int revision, int state, int severity, String agent, long firstSeen) {}

    /** Stores the alert if it is new or a later revision; answers whether it was. */
    boolean put(Handle handle, Alert alert, Instant receivedAt) {
        Optional<Known> known = known(handle, alert.id());
        if (known.isEmpty()) {
            insert(handle, alert, receivedAt);
            return true;
        }
        if (!known.get().agent().equals(alert.agent())) {
            LOG.warn(
                    "Agent {} sent alert {}, which belongs to agent {}; kept as it was",
                    alert.agent(),
                    alert.id(),
                    known.get().agent());
            return false;
        }
        if (alert.revision() <= known.get().revision()) {
            return false;
        }
        update(handle, alert, known.get(), receivedAt);
        return true;
    }

    private static Optional<Known> known(Handle handle, String id) {
        return handle.select("SELECT n, revision, state, severity, agent, first_seen FROM alert WHERE id = ?", id)
                .map((row, context) -> new Known(
                        row.getLong(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getString(5), row.getLong(6)))
                .findOne();
    }

    private void insert(Handle handle, Alert alert, Instant receivedAt) {
        long n = handle.createQuery("""
            INSERT INTO alert (id, revision, document, severity, type, agent, site, protocol,
              originator, responder, first_seen, last_seen, received_at, packets)
            VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING n\
            """)
                .bind(0, alert.id())
                .bind(1, alert.revision())
                .bind(2, alert.severity().ordinal())
                .bind(3, alert.type())
                .bind(4, alert.agent())
                .bind(5, alert.site())
                .bind(6, alert.protocol())
                .bind(7, address(alert.originator()))
                .bind(8, address(alert.responder()))
                .bind(9, Micros.of(alert.firstSeen()))
                .bind(10, Micros.of(alert.lastSeen()))
                .bind(11, Micros.of(receivedAt))
                .bind(12, packets(alert))
                .mapTo(Long.class)
                .one();
        finish(handle, n, alert, receivedAt, Told.NEW);
        count(handle, n, 1);
    }

    private void update(Handle handle, Alert alert, Known known, Instant receivedAt) {
        count(handle, known.n(), -1);
        handle.execute(
                """
                UPDATE alert SET revision = ?, severity = ?, type = ?, site = ?, protocol = ?, originator = ?,
                  responder = ?, first_seen = ?, last_seen = ?, packets = iif(? > 0, ?, packets) WHERE n = ?\
                """,
                alert.revision(),
                alert.severity().ordinal(),
                alert.type(),
                alert.site(),
                alert.protocol(),
                address(alert.originator()),
                address(alert.responder()),
                Micros.of(alert.firstSeen()),
                Micros.of(alert.lastSeen()),
                packets(alert),
                packets(alert),
                known.n());
        finish(handle, known.n(), alert, receivedAt, new Told(Kind.UPDATED, known.state()));
        count(handle, known.n(), 1);
    }

    /** What changed, and the state it left the alert in. */
    private record Told(Kind kind, int state) {
        static final Told NEW = new Told(Kind.RAISED, AlertState.OPEN.ordinal());
    }

    /** Document, evidence, search words and change: the same for a new alert and a later revision. */
    private void finish(Handle handle, long n, Alert alert, Instant at, Told told) {
        long document = handle.createQuery("INSERT INTO document (alert, revision, json) VALUES (?, ?, ?) RETURNING n")
                .bind(0, n)
                .bind(1, alert.revision())
                .bind(2, ContractJson.text(alert.withEvidence(null)))
                .mapTo(Long.class)
                .one();
        handle.execute("UPDATE alert SET document = ? WHERE n = ?", document, n);
        Evidence evidence = alert.evidence();
        if (evidence != null) {
            handle.execute("INSERT OR REPLACE INTO evidence (alert, pcapng) VALUES (?, ?)", n, evidence.pcapng());
        }
        writeWords(handle, n, alert, told.state());
        writeChange(handle, n, told.kind(), told.state(), new SqliteAlertStore.Verdict(alert.agent(), "", at));
    }

    private void writeWords(Handle handle, long n, Alert alert, int state) {
        handle.execute(
                "INSERT OR REPLACE INTO alert_text (rowid, words, marks) VALUES (?, ?, ?)",
                n,
                words.of(alert),
                AlertWords.stateMark(state) + " " + AlertWords.siteMark(alert.site()));
    }

    private static void writeChange(Handle handle, long n, Kind kind, int state, SqliteAlertStore.Verdict verdict) {
        handle.execute("""
            INSERT INTO change (kind, alert, document, state, actor, reason, at)
            SELECT ?, n, document, ?, ?, ?, ? FROM alert WHERE n = ?\
            """, kind.ordinal(), state, verdict.by(), verdict.reason(), Micros.of(verdict.at()), n);
    }

    /** Sets the state; answers whether there is such an alert and it was in another state. */
    boolean setState(Handle handle, String id, AlertState state, SqliteAlertStore.Verdict verdict) {
        Optional<Known> known = known(handle, id);
        if (known.isEmpty() || known.get().state() == state.ordinal()) {
            return false;
        }
        long n = known.get().n();
        count(handle, n, -1);
        handle.execute(
                "UPDATE alert SET state = ?, state_at = ?, state_by = ?, state_reason = ? WHERE n = ?",
                state.ordinal(),
                Micros.of(verdict.at()),
                verdict.by(),
                verdict.reason(),
                n);
        count(handle, n, 1);
        String json = handle.select("SELECT json FROM document WHERE n = (SELECT document FROM alert WHERE n = ?)", n)
                .mapTo(String.class)
                .one();
        writeWords(handle, n, ContractJson.read(json, Alert.class), state.ordinal());
        writeChange(handle, n, Kind.STATE, state.ordinal(), verdict);
        return true;
    }

    /** Adds the alert as it stands to the counters, or takes it out. */
    private static void count(Handle handle, long n, int by) {
        handle.execute("""
            INSERT INTO alert_count SELECT state, severity, type, agent, site, protocol, ? FROM alert WHERE n = ?
            ON CONFLICT DO UPDATE SET alerts = alerts + excluded.alerts\
            """, by, n);
        handle.execute("""
            INSERT INTO alert_hour SELECT first_seen / 3600000000, severity, ? FROM alert WHERE n = ?
            ON CONFLICT DO UPDATE SET alerts = alerts + excluded.alerts\
            """, by, n);
    }

    private static String address(@Nullable Party party) {
        return party == null ? "" : party.address();
    }

    private static int packets(Alert alert) {
        Evidence evidence = alert.evidence();
        return evidence == null ? 0 : evidence.packets();
    }
}
