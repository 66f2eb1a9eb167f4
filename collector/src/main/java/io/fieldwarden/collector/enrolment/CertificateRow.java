package io.fieldwarden.collector.enrolment;

import io.fieldwarden.collector.store.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A certificate we issued, as it is stored.
 *
 * @param serial in hexadecimal
 * @param good whether it is not revoked
 */
record CertificateRow(String serial, String agent, String pem, Instant issuedAt, Instant expiresAt, boolean good) {

    static Optional<CertificateRow> find(Handle handle, String serial) {
        return handle.createQuery("SELECT * FROM agent_certificate WHERE serial = ?")
                .bind(0, serial)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The certificate that this very request was given before. */
    static Optional<CertificateRow> repeated(
            Handle handle, String token, String agent, String keyHash, Instant notBefore) {
        return handle.createQuery("""
            SELECT * FROM agent_certificate
            WHERE agent = ? AND token = ? AND key_hash = ? AND issued_at > ? AND revoked_at IS NULL\
            """)
                .bind(0, agent)
                .bind(1, token)
                .bind(2, keyHash)
                .bind(3, Micros.of(notBefore))
                .map((row, context) -> read(row))
                .findFirst();
    }

    static boolean anyGood(Handle handle, String agent, Instant now) {
        return handle.createQuery("SELECT count(*) FROM agent_certificate"
                                + " WHERE agent = ? AND revoked_at IS NULL AND expires_at > ?")
                        .bind(0, agent)
                        .bind(1, Micros.of(now))
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    static boolean revokedSince(Handle handle, String agent, Instant since) {
        return handle.createQuery("SELECT count(*) FROM agent_certificate WHERE agent = ? AND revoked_at >= ?")
                        .bind(0, agent)
                        .bind(1, Micros.of(since))
                        .mapTo(long.class)
                        .one()
                > 0;
    }

    /** Revokes all of the agent's certificates; returns how many were good. */
    static int revokeAll(Handle handle, String agent, String by, Instant now) {
        return revokeOthers(handle, agent, "", by, now);
    }

    /** Revokes all of the agent's certificates but one; returns how many were good. */
    static int revokeOthers(Handle handle, String agent, String kept, String by, Instant now) {
        return handle.createUpdate("UPDATE agent_certificate SET revoked_at = ?, revoked_by = ?"
                        + " WHERE agent = ? AND serial <> ? AND revoked_at IS NULL")
                .bind(0, Micros.of(now))
                .bind(1, by)
                .bind(2, agent)
                .bind(3, kept)
                .execute();
    }

    void insert(Handle handle, String keyHash, @Nullable String token) {
        handle.createUpdate("""
            INSERT INTO agent_certificate (serial, agent, key_hash, token, issued_at, expires_at, pem)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """)
                .bind(0, serial)
                .bind(1, agent)
                .bind(2, keyHash)
                .bind(3, token)
                .bind(4, Micros.of(issuedAt))
                .bind(5, Micros.of(expiresAt))
                .bind(6, pem)
                .execute();
    }

    /** When the agent should renew: two thirds into the certificate's life. */
    Instant renewFrom() {
        return issuedAt.plus(
                Duration.between(issuedAt, expiresAt).multipliedBy(2).dividedBy(3));
    }

    private static CertificateRow read(ResultSet row) throws SQLException {
        row.getLong("revoked_at");
        boolean good = row.wasNull();
        return new CertificateRow(
                row.getString("serial"),
                row.getString("agent"),
                row.getString("pem"),
                Micros.instant(row.getLong("issued_at")),
                Micros.instant(row.getLong("expires_at")),
                good);
    }
}
