package io.fieldwarden.collector.enrolment;

import io.fieldwarden.agent.contract.JoinToken;
import io.fieldwarden.collector.store.Database;
import io.fieldwarden.collector.store.Micros;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Join tokens: shown once, stored as a hash, good for a number of uses until they expire. */
public final class Tokens {
    private static final int SECRET_BYTES = 24;
    private static final int ID_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    public Tokens(Database database) {
        this.database = database;
    }

    /**
     * What a new token is good for.
     *
     * @param life until when, from now; at most 90 days
     * @param uses for how many agents, 1 to 10,000
     * @param site only for agents of this site, null for any
     * @param agent only for the agent of this name, null for any
     * @param replaces whether it may take over the name of an agent whose certificate is still good
     */
    public record Grant(
            Duration life,
            int uses,
            @Nullable String site,
            @Nullable String agent,
            boolean replaces) {
        public Grant {
            if (life.isNegative() || life.isZero() || life.compareTo(EnrolmentLimits.TOKEN_LIFE_MAX) > 0) {
                throw new IllegalArgumentException(
                        "a token lives longer than 0 and at most " + EnrolmentLimits.TOKEN_LIFE_MAX.toDays() + " days");
            }
            if (uses < 1 || uses > EnrolmentLimits.USES_MAX) {
                throw new IllegalArgumentException(
                        "a token is good for 1 to " + EnrolmentLimits.USES_MAX + " uses, not " + uses);
            }
            new AgentIdentity(
                    agent == null ? "any" : agent, site == null ? "any" : site); // throws if no agent can match
        }
    }

    /**
     * A token as it is stored.
     *
     * @param id what people call it
     * @param usesLeft for how many agents it is still good
     * @param site only for this site, null for any
     * @param agent only for this name, null for any
     * @param replaces whether it may take over a name
     * @param revokedAt when it was revoked, null if it was not
     */
    public record Stored(
            String id,
            Instant createdAt,
            Instant expiresAt,
            int usesLeft,
            @Nullable String site,
            @Nullable String agent,
            boolean replaces,
            @Nullable Instant revokedAt) {

        /** Why it cannot be used now, empty if it can. */
        Optional<EnrolmentRefused> refusal(AgentIdentity wanted, Instant now) {
            if (revokedAt != null) {
                return refused("token-revoked", "this join token was revoked; ask for a new one");
            } else if (!now.isBefore(expiresAt)) {
                return refused("token-expired", "this join token expired at " + expiresAt + "; ask for a new one");
            } else if (usesLeft < 1) {
                return refused("token-used", "this join token was used already; ask for a new one");
            } else if (site != null && !site.equals(wanted.site())) {
                return refused("wrong-site", "this join token is for site " + site + ", not " + wanted.site());
            } else if (agent != null && !agent.equals(wanted.name())) {
                return refused("wrong-agent", "this join token is for agent " + agent + ", not " + wanted.name());
            }
            return Optional.empty();
        }

        private static Optional<EnrolmentRefused> refused(String type, String detail) {
            return Optional.of(new EnrolmentRefused(type, detail));
        }
    }

    /** A token just made: the only time its secret is seen. */
    public record Created(String id, JoinToken token, Instant expiresAt) {}

    /** Makes a token for agents of {@code authority}. */
    public Created create(Authority authority, Grant grant, Instant now) {
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
        String id = HexFormat.of().formatHex(random(ID_BYTES));
        Instant end = now.plus(grant.life());
        database.write(handle -> handle.createUpdate("""
            INSERT INTO join_token (id, hash, created_at, expires_at, uses_left, site, agent, replaces)
            VALUES (:id, :hash, :created, :expires, :uses, :site, :agent, :replaces)\
            """)
                .bind("id", id)
                .bind("hash", hash(secret))
                .bind("created", Micros.of(now))
                .bind("expires", Micros.of(end))
                .bind("uses", grant.uses())
                .bind("site", grant.site())
                .bind("agent", grant.agent())
                .bind("replaces", grant.replaces() ? 1 : 0)
                .execute());
        return new Created(id, new JoinToken(secret, authority.fingerprint()), end);
    }

    /** All tokens, newest first. */
    public List<Stored> list() {
        return database.read(handle -> handle.createQuery("SELECT * FROM join_token ORDER BY created_at DESC, id")
                .map((row, context) -> stored(row))
                .list());
    }

    /** Revokes the token of that id; false if there is none that is not revoked already. */
    public boolean revoke(String id, Instant now) {
        return database.write(handle ->
                handle.createUpdate("UPDATE join_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
                                .bind(0, Micros.of(now))
                                .bind(1, id)
                                .execute()
                        == 1);
    }

    /** The token with that secret, if there is one. */
    static Optional<Stored> find(Handle handle, String secret) {
        return handle.createQuery("SELECT * FROM join_token WHERE hash = ?")
                .bind(0, hash(secret))
                .map((row, context) -> stored(row))
                .findOne();
    }

    /** Uses it up once, within the transaction that gives the certificate. */
    static void consume(Handle handle, Stored token) {
        handle.createUpdate("UPDATE join_token SET uses_left = uses_left - 1 WHERE id = ?")
                .bind(0, token.id())
                .execute();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        long revoked = row.getLong("revoked_at");
        return new Stored(
                row.getString("id"),
                Micros.instant(row.getLong("created_at")),
                Micros.instant(row.getLong("expires_at")),
                row.getInt("uses_left"),
                row.getString("site"),
                row.getString("agent"),
                row.getInt("replaces") == 1,
                revoked == 0 ? null : Micros.instant(revoked));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** A fast hash is enough: the secret is 192 random bits, not a password. */
    private static String hash(String secret) {
        try {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
