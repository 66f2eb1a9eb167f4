package io.fieldwarden.collector.fleet;

import io.fieldwarden.agent.contract.ContractJson;
import io.fieldwarden.agent.contract.Heartbeat;
import io.fieldwarden.collector.enrolment.Enrolment;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fleet in the collector's database, so that who was last heard when survives a restart. */
public final class StoredFleet implements Fleet {
    private static final String AGENTS = """
        SELECT a.name, a.site, a.enrolled_at, h.at, h.version, h.heartbeat,
               (SELECT max(c.expires_at) FROM agent_certificate c WHERE c.agent = a.name) AS expires_at,
               NOT EXISTS (SELECT 1 FROM agent_certificate c WHERE c.agent = a.name AND c.revoked_at IS NULL) AS revoked
        FROM agent a LEFT JOIN agent_heard h ON h.agent = a.name
        """;

    private final Database database;
    private final Enrolment enrolment;

    public StoredFleet(Database database, Enrolment enrolment) {
        this.database = database;
        this.enrolment = enrolment;
    }

    @Override
    public List<AgentView> agents() {
        return database.read(handle -> handle.createQuery(AGENTS + "ORDER BY a.name")
                .map((row, context) -> view(row))
                .list());
    }

    @Override
    public Optional<AgentView> agent(String name) {
        return database.read(handle -> handle.createQuery(AGENTS + "WHERE a.name = ?")
                .bind(0, name)
                .map((row, context) -> view(row))
                .findOne());
    }

    @Override
    public void heard(String agent, Heartbeat heartbeat, Instant at) {
        database.write(handle -> handle.createUpdate("""
            INSERT INTO agent_heard (agent, at, version, heartbeat) VALUES (?, ?, ?, ?)
            ON CONFLICT (agent) DO UPDATE SET at = excluded.at, version = excluded.version,
                heartbeat = excluded.heartbeat\
            """)
                .bind(0, agent)
                .bind(1, Micros.of(at))
                .bind(2, heartbeat.version())
                .bind(3, ContractJson.text(heartbeat))
                .execute());
    }

    @Override
    public boolean revoke(String agent, String by, Instant at) {
        return enrolment.revoke(agent, by, at);
    }

    private static AgentView view(ResultSet row) throws SQLException {
        long heard = row.getLong("at");
        String version = row.getString("version");
        String heartbeat = row.getString("heartbeat");
        return new AgentView(
                row.getString("name"),
                row.getString("site"),
                version == null ? "" : version,
                heard == 0 ? null : Micros.instant(heard),
                Micros.instant(row.getLong("enrolled_at")),
                Micros.instant(row.getLong("expires_at")),
                row.getInt("revoked") == 1,
                read(heartbeat));
    }

    /** A heartbeat stored by another version may not be readable; the agent sends its next within the minute. */
    private static @Nullable Heartbeat read(@Nullable String json) {
        if (json == null) {
            return null;
        }
        try {
            return ContractJson.read(json, Heartbeat.class);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
