package io.fieldwarden.collector.store;

import io.fieldwarden.agent.contract.Alert;
import io.fieldwarden.agent.contract.ContractJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds alerts. */
public final class AlertSearch {
    static final String ROW = """
        SELECT d.json, a.state, a.state_by, a.state_reason, a.state_at, a.received_at, a.packets
        FROM alert a JOIN document d ON d.n = a.document
        """;

    private final Database database;

    public AlertSearch(Database database) {
        this.database = database;
    }

    /** The alert with this id. */
    public Optional<AlertRow> row(String id) {
        return database.read(handle -> handle.select(ROW + "WHERE a.id = ?", id)
                .map((row, context) -> row(row))
                .findOne());
    }

    static AlertRow row(ResultSet row) throws SQLException {
        long stateAt = row.getLong(5);
        @Nullable Long set = row.wasNull() ? null : stateAt;
        return new AlertRow(
                ContractJson.read(row.getString(1), Alert.class),
                AlertState.values()[row.getInt(2)],
                row.getString(3),
                row.getString(4),
                set == null ? null : Micros.instant(set),
                Micros.instant(row.getLong(6)),
                row.getInt(7));
    }
}
